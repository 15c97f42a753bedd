using System.Collections.Immutable;
using System.Globalization;
using LocalEngine.Events;
using LocalEngine.Values;
using Rpc;
using Pulumirpc;

namespace LocalEngine.Providers;

/// <summary>Replies of plugins, decoded and held to the rules.</summary>
internal static class ProviderAnswers
{
    public static CheckAnswer Check(
        CheckResponse answer, PropertyMap news, string who, bool preview, bool acceptsSecrets)
    {
        var problems = Problems(answer.Failures);
        if (problems.Length > 0)
            return new CheckAnswer(news, problems);
        if (answer.Inputs is null)
            throw new ProviderException($"{who} answered Check with neither inputs nor failures", StatusCode.Internal);
        var inputs = new StructDecoder(who, preview).Decode(answer.Inputs);
        return new CheckAnswer(acceptsSecrets ? inputs : inputs.SecretWhereSecretIn(news), []);
    }

    public static ImmutableArray<CheckProblem> Problems(IEnumerable<CheckFailure> failures) =>
        [.. failures.Select(f => new CheckProblem(f.Property, f.Reason))];

    public static DiffAnswer Diff(DiffResponse answer) => new()
    {
        Changes = answer.Changes switch
        {
            DiffResponse.Types.DiffChanges.DiffUnknown => DiffChanges.Unknown,
            DiffResponse.Types.DiffChanges.DiffNone => DiffChanges.None,
            DiffResponse.Types.DiffChanges.DiffSome => DiffChanges.Some,
            var other => throw new ProviderException(
                string.Create(CultureInfo.InvariantCulture, $"unrecognized diff state {(int)other}"),
                StatusCode.Internal),
        },
        ReplaceKeys = [.. answer.Replaces],
        ChangedKeys = [.. answer.Diffs],
        StableKeys = [.. answer.Stables],
        DeleteBeforeReplace = answer.DeleteBeforeReplace,
        Detailed = answer.HasDetailedDiff
            ? answer.DetailedDiff.ToImmutableSortedDictionary(
                d => Path(d.Key), d => new PropertyDifference(KindOf(d.Value.Kind), d.Value.InputDiff),
                StringComparer.Ordinal)
            : null,
    };

    /// <summary>The real engine dies of an empty path; here it is an error that says so.</summary>
    private static string Path(string path) => path.Length > 0
        ? path
        : throw new ProviderException("the detailed diff holds an empty property path", StatusCode.Internal);

    private static DifferenceKind KindOf(PropertyDiff.Types.Kind kind) => kind switch
    {
        PropertyDiff.Types.Kind.Add => DifferenceKind.Add,
        PropertyDiff.Types.Kind.AddReplace => DifferenceKind.AddReplace,
        PropertyDiff.Types.Kind.Delete => DifferenceKind.Delete,
        PropertyDiff.Types.Kind.DeleteReplace => DifferenceKind.DeleteReplace,
        PropertyDiff.Types.Kind.UpdateReplace => DifferenceKind.UpdateReplace,
        _ => DifferenceKind.Update,
    };
}
