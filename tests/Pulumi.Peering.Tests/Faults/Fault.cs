using AtlasEmulator.Faults;

namespace Peering.Tests.Faults;

/// <summary>One thing that goes wrong between the plugin and one project of Atlas.</summary>
/// <param name="Name">As the test's name tells it.</param>
/// <param name="Rules">What the emulator plays; paths are added per project.</param>
/// <param name="Cause">What an error must say of it: a regular expression.</param>
internal sealed record Fault(string Name, string Cause, params IReadOnlyList<FaultRule> Rules)
{
    /// <summary>Passes before a write is certain to have been refused or carried out: the user may have to repeat.</summary>
    public bool HidesWrites { get; init; }

    /// <summary>No answer with content arrives as long as it lasts.</summary>
    public bool HidesAll { get; init; }

    /// <summary>Hits some requests only, and not for ever: the plugin has to overcome it.</summary>
    public bool Passes { get; init; }

    /// <summary>What the engine gives a verb: longer than six attempts, which take 39 s at the most.</summary>
    public double Timeout { get; init; } = 50;

    private static readonly string[] Methods = ["GET", "POST", "PATCH", "DELETE"];

    private const string Lost = "connection broke|answer broke off";
    private const string Damaged = "connection broke|answer broke off|damaged";

    public static IReadOnlyList<Fault> All { get; } =
    [
        Once("429 with Retry-After", "HTTP 429", new() { Status = 429, RetryAfter = 1 }),
        Once("429 with the wait in its parameters", "HTTP 429", new()
        {
            ErrorCode = "RATE_LIMITED_TOKEN_BUCKET",
            Status = 429,
            Parameters = ["peering", 1, 2000, 1000, 60],
        }),
        Once("429 without a wait", "HTTP 429", new() { Status = 429 }),
        Once("429 by a clock an hour ahead", "HTTP 429", new() { Status = 429, RetryAfter = 1, SkewSeconds = 3600 }),
        Once("429 by a clock an hour behind", "HTTP 429", new() { Status = 429, RetryAfter = 1, SkewSeconds = -3600 }),
        Once("answers by a clock a year ahead", "never", new() { Kind = FaultKind.Delay, SkewSeconds = 31_536_000 }),
        Once("500 before", "HTTP 500", new() { Status = 500 }) with { HidesWrites = true },
        Once("500 after", "HTTP 500", new() { Status = 500, Execute = true }),
        Once("502 page before", "HTTP 502", new() { Kind = FaultKind.Html }) with { HidesWrites = true },
        Once("502 page after", "HTTP 502", new() { Kind = FaultKind.Html, Execute = true }),
        Once("reset before", Lost, new() { Kind = FaultKind.Reset }) with { HidesWrites = true },
        Once("reset after", Lost, new() { Kind = FaultKind.Reset, Execute = true }),
        Once("slow drip", "never", new() { Kind = FaultKind.Drip, Size = 16, DelayMilliseconds = 2 }),
        Once("truncated", Damaged, new() { Kind = FaultKind.Truncate }),
        Once("wrong content type", "not JSON", new() { Kind = FaultKind.WrongContentType }),

        Always("429 for ever", "HTTP 429", new() { Status = 429, RetryAfter = 0 }),
        Always("500 for ever", "HTTP 500", new() { Status = 500 }),
        Always("reset for ever", Lost, new() { Kind = FaultKind.Reset }),
        Always("truncated for ever", Damaged, new() { Kind = FaultKind.Truncate }),
        Always("wrong content type for ever", "not JSON", new() { Kind = FaultKind.WrongContentType }),
        Always("drip without end", "not done within|not answer within", new() { Kind = FaultKind.Drip, DelayMilliseconds = 500 }) with
        {
            Timeout = 3,
        },
        Writes("502 page for every write", "HTTP 502", new() { Kind = FaultKind.Html }),
        Writes("reset after every write", Lost, new() { Kind = FaultKind.Reset, Execute = true }),
        Dark("darkness from a write on that is carried out", execute: true),
        Dark("darkness from a write on that is not carried out", execute: false),
    ];

    private static Fault Once(string name, string cause, FaultRule rule) =>
        new(name, cause, [.. Methods.Select(method => rule with { Method = method })]) { Passes = true };

    private static Fault Always(string name, string cause, FaultRule rule) =>
        new(name, cause, rule with { Times = null }) { HidesAll = true };

    private static Fault Writes(string name, string cause, FaultRule rule) =>
        new(name, cause, [.. Methods.Skip(1).Select(method => rule with { Method = method, Times = null })]);

    private static Fault Dark(string name, bool execute) => new(name, $"{Lost}|HTTP 500",
    [
        .. Methods.Skip(1).SelectMany(method => new FaultRule[]
        {
            new() { Kind = FaultKind.Reset, Method = method, Execute = execute, Times = null },
            new() { Status = 500, Method = "GET", After = method, Times = null },
        }),
    ]);
}
