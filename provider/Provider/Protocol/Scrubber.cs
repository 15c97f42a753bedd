using Google.Protobuf.WellKnownTypes;
using Rpc;

namespace Peering.Protocol;

/// <summary>
/// Takes the secrets of a call out of what is said about it. Any input may be a secret to its user, and Atlas repeats
/// inputs in its
/// errors; the engine itself hides only what it knows as configuration.
/// </summary>
internal sealed class Scrubber(IReadOnlyList<Struct?> bags)
{
    /// <summary>Shorter ones would blot out half of every sentence, and hide nothing.</summary>
    private const int ShortestSecret = 3;

    /// <summary>Read when something is first said, which most calls never do.</summary>
    private readonly Lazy<IReadOnlyList<string>> secrets = new(() =>
    [
        .. bags.SelectMany(bag => ValueWire.Read(bag).SecretTexts)
            .Where(text => text.Length >= ShortestSecret).Distinct().OrderByDescending(text => text.Length),
    ]);

    public string Clean(string text) =>
        secrets.Value.Aggregate(text, (said, secret) => said.Replace(secret, "[secret]", StringComparison.Ordinal));

    /// <summary>State and inputs in a failure keep their values: they go to the state, not to a reader.</summary>
    public RpcException Clean(RpcException failure)
    {
        if (secrets.Value.Count == 0)
        {
            return failure;
        }

        var details = failure.Details.ToList();
        if (failure.Detail<Pulumirpc.ErrorResourceInitFailed>() is { } kept)
        {
            var reasons = kept.Reasons.Select(Clean).ToList();
            kept.Reasons.Clear();
            kept.Reasons.Add(reasons);
            details = [Any.Pack(kept)];
        }

        return new RpcException(failure.Code, Clean(failure.Message), details);
    }
}
