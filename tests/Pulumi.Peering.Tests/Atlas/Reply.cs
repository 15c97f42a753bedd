namespace Peering.Tests.Atlas;

/// <summary>What the scripted server does with one request.</summary>
internal sealed record Reply(int Status, string Body = "", string? ContentType = null)
{
    public const string Vendor = "application/vnd.atlas.2023-01-01+json;charset=utf-8";

    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Sent instead of the text.</summary>
    public byte[]? Raw { get; init; }

    public Act Then { get; init; } = Act.Finish;

    public enum Act
    {
        Finish,

        /// <summary>Reads the request to its end, then drops the connection without a byte of answer.</summary>
        Drop,

        /// <summary>Announces a longer body than it sends, then drops the connection.</summary>
        BreakOff,

        /// <summary>Says nothing until the caller goes away.</summary>
        Hang,
    }

    public static Reply Dropped { get; } = new(0) { Then = Act.Drop };

    public static Reply Silent { get; } = new(0) { Then = Act.Hang };

    public static Reply Json(string body, int status = 200) => new(status, body, Vendor);

    /// <summary>An Atlas error in its recorded shape: sorted keys, plain JSON, the code in a header too.</summary>
    public static Reply Error(int status, string code, string detail = "Something.", string parameters = "[]") =>
        new(status,
            $$"""
            {"detail":"{{detail}}","error":{{status}},"errorCode":"{{code}}","parameters":{{parameters}},"reason":"-"}
            """,
            "application/json")
        {
            Headers = new() { ["X-Error-Code"] = code },
        };

    public Reply With(string header, string value) => this with { Headers = new(Headers) { [header] = value } };
}
