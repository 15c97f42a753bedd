using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Peering.Atlas;

/// <summary>
/// Typed HTTP to the Atlas Admin API: signs in, retries what may be retried, and throws
/// <see cref="AtlasException"/> for everything else. One per provider; connects on first use.
/// </summary>
internal sealed class AtlasClient : IAsyncDisposable
{
    public const int LargestPage = 500;
    private const int MostPages = 1000;

    private readonly HttpExchange _exchange;
    private readonly RetryLoop _retry;
    private readonly AtlasAuth _auth;

    public AtlasClient(AtlasOptions options)
    {
        if (!AtlasBaseUrl.TryParse(options.BaseUrl.OriginalString, out var url, out var problem))
        {
            throw new ArgumentException(problem, nameof(options));
        }

        Options = options with { BaseUrl = url };
        _exchange = new HttpExchange(Options);
        _retry = new RetryLoop(Options);
        _auth = AtlasAuth.For(Options, _exchange, _retry);
        Poll = new Poll(Options);
    }

    public AtlasOptions Options { get; }

    /// <summary>Waits that share one beat.</summary>
    public Poll Poll { get; }

    public Task<T> GetAsync<T>(AtlasPath path, JsonTypeInfo<T> type, CancellationToken cancel) =>
        CallAsync(AtlasRequest.To(HttpMethod.Get, path, body: null), type, cancel);

    public Task<T> PostAsync<TBody, T>(
        AtlasPath path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancel) =>
        CallAsync(AtlasRequest.To(HttpMethod.Post, path, Bytes(body, bodyType)), type, cancel);

    /// <summary>A POST whose answer has no content (202).</summary>
    public Task PostAsync<TBody>(
        AtlasPath path, TBody body, JsonTypeInfo<TBody> bodyType, CancellationToken cancel) =>
        CallAsync(AtlasRequest.To(HttpMethod.Post, path, Bytes(body, bodyType)), cancel);

    /// <summary>A POST with neither body nor answer.</summary>
    public Task PostAsync(AtlasPath path, CancellationToken cancel) =>
        CallAsync(AtlasRequest.To(HttpMethod.Post, path, body: null), cancel);

    public Task<T> PatchAsync<TBody, T>(
        AtlasPath path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancel) =>
        CallAsync(AtlasRequest.To(HttpMethod.Patch, path, Bytes(body, bodyType)), type, cancel);

    /// <summary>Repeated after a lost answer, so a second look may say "gone" or "already requested".</summary>
    public Task DeleteAsync(AtlasPath path, CancellationToken cancel) =>
        CallAsync(AtlasRequest.To(HttpMethod.Delete, path, body: null), cancel);

    /// <summary>All items of all pages.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(
        AtlasPath path, JsonTypeInfo<AtlasPage<T>> type, CancellationToken cancel)
    {
        var items = new List<T>();
        await foreach (var page in PagesAsync(path, type, cancel))
        {
            items.AddRange(page.Results);
        }

        return items;
    }

    /// <summary>The pages one by one, each fetched when it is asked for.</summary>
    public async IAsyncEnumerable<AtlasPage<T>> PagesAsync<T>(
        AtlasPath path, JsonTypeInfo<AtlasPage<T>> type, [EnumeratorCancellation] CancellationToken cancel)
    {
        var more = true;
        for (var number = 1; more && number <= MostPages; number++)
        {
            AtlasPage<T> page;
            (page, more) = await PageAsync(path, number, LargestPage, type, cancel);
            yield return page;
        }
    }

    /// <summary>One page, counted from 1, and whether another follows.</summary>
    public async Task<(AtlasPage<T> Page, bool More)> PageAsync<T>(
        AtlasPath path, int number, int size, JsonTypeInfo<AtlasPage<T>> type, CancellationToken cancel)
    {
        var asked = path.With(
            ("itemsPerPage", size.ToString()),
            ("pageNum", number.ToString()),
            ("includeCount", path.Version.CountsOnRequest ? "false" : null));
        var page = await GetAsync(asked, type, cancel);
        // Not every list carries links, so a full page also means there may be another.
        return (page, page.Results.Count > 0 && (page.NamesNext || page.Results.Count >= size));
    }

    /// <summary>Reads that wait together become one list; see <see cref="CoalescedReads{TKey, TItem}"/>.</summary>
    public CoalescedReads<TKey, TItem> Coalesce<TKey, TItem>(
        SharedLists<TKey, TItem> lists,
        Func<TKey, string, CancellationToken, Task<TItem>> get,
        Func<TItem, string?> idOf)
        where TKey : notnull =>
        new(lists, get, idOf, Options.GatherWindow, Options.Clock);

    /// <summary>Lists asked for at the same time become one; see <see cref="SharedLists{TKey, TItem}"/>.</summary>
    public SharedLists<TKey, TItem> Share<TKey, TItem>(
        Func<TKey, CancellationToken, Task<IReadOnlyList<TItem>>> list)
        where TKey : notnull =>
        new(list, Options.Clock);

    public async ValueTask DisposeAsync()
    {
        await _auth.DisposeAsync();
        _exchange.Dispose();
    }

    private Task<T> CallAsync<T>(AtlasRequest request, JsonTypeInfo<T> type, CancellationToken cancel) =>
        _retry.RunAsync(request, async stop => Read(request, await AnswerAsync(request, stop), type), cancel);

    private Task<AtlasAnswer> CallAsync(AtlasRequest request, CancellationToken cancel) =>
        _retry.RunAsync(request, stop => AnswerAsync(request, stop), cancel);

    private async Task<AtlasAnswer> AnswerAsync(AtlasRequest request, CancellationToken cancel)
    {
        var answer = await _auth.SendAsync(
            request, (authorization, stop) => _exchange.SendAsync(request, authorization, stop), cancel);
        return answer.IsSuccess ? answer : throw AtlasErrors.Answered(request, answer, _auth);
    }

    private static ReadOnlyMemory<byte> Bytes<T>(T body, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(body, type);

    private static T Read<T>(AtlasRequest request, AtlasAnswer answer, JsonTypeInfo<T> type)
    {
        if (!answer.IsJson)
        {
            throw AtlasErrors.Unreadable(
                request, answer, AtlasFailure.BadAnswer, $"the content is {answer.MediaType ?? "missing"}, not JSON");
        }

        try
        {
            return JsonSerializer.Deserialize(answer.Body, type)
                ?? throw AtlasErrors.Unreadable(request, answer, AtlasFailure.UnexpectedShape, "the content is null");
        }
        catch (JsonException wrong) when (IsWholeJson(answer.Body))
        {
            var why = $"the content is not as documented ({wrong.Path})";
            throw AtlasErrors.Unreadable(request, answer, AtlasFailure.UnexpectedShape, why, wrong);
        }
        catch (JsonException broken)
        {
            throw AtlasErrors.Unreadable(
                request, answer, AtlasFailure.BadAnswer, "the JSON breaks off or is damaged", broken);
        }
    }

    // Tells a broken transfer, worth another try, from a document this provider does not understand.
    private static bool IsWholeJson(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
