using System.Text.Json.Nodes;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;

namespace LocalEngine.Providers;

/// <summary>
/// A provider resource's inputs and outputs, and the calls about them that need no configured provider.
/// </summary>
internal sealed record ProviderConfiguration(PropertyMap Inputs, PropertyMap Outputs)
{
    public const string Version = "version";

    /// <summary>What the engine notes for itself; no plugin ever sees it.</summary>
    public const string Internal = "__internal";

    // Neither call ever carries secrets or references, whatever was agreed on.
    private static readonly WireOptions Bare = new(Unknowns: true, Secrets: false, Resources: false);

    public static PropertyMap Public(PropertyMap inputs) => inputs.Without(Internal);

    /// <summary>Configuration values are text; what is not is sent as JSON text.</summary>
    public static string Text(PropertyValue value) => value is TextValue text
        ? text.Value
        : new PropertyJson(static s => s, static s => s)
            .ToJson(PropertyMap.Of(("value", value)), showSecrets: true)["value"]?.ToJsonString() ?? "null";

    public static async Task<CheckAnswer> CheckAsync(
        Plugin plugin, string urn, PropertyMap? olds, PropertyMap news, CancellationToken cancel)
    {
        CheckResponse answer;
        try
        {
            answer = await plugin.CallAsync<CheckRequest, CheckResponse>("CheckConfig", new CheckRequest
            {
                Urn = urn,
                Name = Urn.NameOf(urn),
                Type = Urn.TypeOf(urn),
                Olds = Public(olds ?? PropertyMap.Empty).ToStruct(Bare),
                News = Public(news).ToStruct(Bare),
            }, cancel);
        }
        catch (ProviderException old) when (old.Code == StatusCode.Unimplemented)
        {
            return new CheckAnswer(news, []);
        }

        var who = $"the provider '{plugin.Package}'";
        var check = ProviderAnswers.Check(answer, news, who, preview: true, acceptsSecrets: false);
        if (check.Problems.Length > 0)
            return check;
        return check with { Inputs = WithEngineFields(check.Inputs, news, who) };
    }

    /// <summary>
    /// A difference in the version alone is not asked about, and nothing here ever replaces on its own.
    /// </summary>
    public static async Task<DiffAnswer> DiffAsync(
        Plugin plugin, string urn, ProviderConfiguration old, PropertyMap news, bool preview, CancellationToken cancel)
    {
        DiffAnswer answer;
        try
        {
            answer = ProviderAnswers.Diff(await plugin.CallAsync<DiffRequest, DiffResponse>(
                "DiffConfig", new DiffRequest
                {
                    Id = "",
                    Urn = urn,
                    Name = Urn.NameOf(urn),
                    Type = Urn.TypeOf(urn),
                    OldInputs = Public(old.Inputs).ToStruct(Bare),
                    Olds = Public(old.Outputs).ToStruct(Bare),
                    News = Public(news).ToStruct(Bare with { Unknowns = preview }),
                }, cancel));
        }
        catch (ProviderException notImplemented) when (notImplemented.Code == StatusCode.Unimplemented)
        {
            answer = new DiffAnswer { Changes = DiffChanges.Unknown };
        }

        return answer.Changes == DiffChanges.Unknown
            ? DiffAnswer.Of(PropertyComparison.Compare(Public(old.Outputs), Public(news)))
            : answer;
    }

    private static PropertyMap WithEngineFields(PropertyMap inputs, PropertyMap news, string who)
    {
        if (news.TryGetValue(Version, out var version))
        {
            if (inputs.TryGetValue(Version, out var changed) && !changed.Equals(version))
                throw new ProviderException($"{who} attempted to change its version from {version} to {changed}",
                    StatusCode.Internal);
            inputs = inputs.With(Version, version);
        }

        return news.TryGetValue(Internal, out var own) ? inputs.With(Internal, own) : inputs;
    }
}
