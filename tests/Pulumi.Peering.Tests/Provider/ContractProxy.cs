namespace Peering.Tests.Provider;

/// <summary>
/// A proxy that holds every exchange with one Atlas against the contract of its API. tests/interop/contract.mjs offers
/// them, and counts what they find, where PEERING_CONTRACT_PROXY names it; else Atlas is reached directly.
/// </summary>
internal sealed class ContractProxy : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private static readonly string? Offer = Environment.GetEnvironmentVariable("PEERING_CONTRACT_PROXY");

    private readonly bool direct;

    private ContractProxy(Uri url, bool direct) => (Url, this.direct) = (url, direct);

    public Uri Url { get; }

    public static async Task<ContractProxy> StartAsync(Uri atlas, bool direct = false) =>
        direct || string.IsNullOrEmpty(Offer)
            ? new ContractProxy(atlas, direct: true)
            : new ContractProxy(new Uri(await AskAsync(HttpMethod.Post, atlas)), direct: false);

    public async ValueTask DisposeAsync()
    {
        if (!direct)
        {
            await AskAsync(HttpMethod.Delete, Url);
        }
    }

    private static async Task<string> AskAsync(HttpMethod method, Uri about)
    {
        using var request = new HttpRequestMessage(method, Offer) { Content = new StringContent(about.ToString()) };
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }
}
