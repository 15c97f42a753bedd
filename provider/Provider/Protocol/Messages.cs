using Google.Protobuf.Collections;
using Peering.Lifecycle;
using Pulumirpc;
using CheckFailure = Peering.Lifecycle.CheckFailure;
using WireFailure = Pulumirpc.CheckFailure;

namespace Peering.Protocol;

/// <summary>Answers of the lifecycle as messages.</summary>
internal static class Messages
{
    public static WireFailure Failure(CheckFailure failure) =>
        new() { Property = failure.Property, Reason = failure.Reason };

    public static DiffResponse Diff(DiffResult diff)
    {
        var response = new DiffResponse
        {
            Changes = diff.Changes.Count > 0
                ? DiffResponse.Types.DiffChanges.DiffSome : DiffResponse.Types.DiffChanges.DiffNone,
            // Without the flag the engine does not look at the details at all.
            HasDetailedDiff = true,
            DeleteBeforeReplace = diff.DeleteBeforeReplace,
        };
        response.Stables.AddRange(diff.Stables);
        foreach (var change in diff.Changes)
        {
            response.DetailedDiff[change.Path] = new PropertyDiff { Kind = Kind(change), InputDiff = change.OfInput };
            // Top-level names only: nested paths in these two break the display.
            Add(response.Diffs, change.Root);
            if (change.Replaces)
            {
                Add(response.Replaces, change.Root);
            }
        }

        return response;
    }

    private static void Add(RepeatedField<string> names, string name)
    {
        if (!names.Contains(name))
        {
            names.Add(name);
        }
    }

    private static PropertyDiff.Types.Kind Kind(Change change) => (change.Kind, change.Replaces) switch
    {
        (ChangeKind.Add, false) => PropertyDiff.Types.Kind.Add,
        (ChangeKind.Add, true) => PropertyDiff.Types.Kind.AddReplace,
        (ChangeKind.Delete, false) => PropertyDiff.Types.Kind.Delete,
        (ChangeKind.Delete, true) => PropertyDiff.Types.Kind.DeleteReplace,
        (_, false) => PropertyDiff.Types.Kind.Update,
        (_, true) => PropertyDiff.Types.Kind.UpdateReplace,
    };
}
