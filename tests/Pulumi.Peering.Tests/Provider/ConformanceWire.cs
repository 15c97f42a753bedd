using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Changes = Pulumirpc.DiffResponse.Types.DiffChanges;

namespace Peering.Tests.Provider;

/// <summary>The engine's view of values and diffs, written down a second time and apart from the provider's.</summary>
internal static class ConformanceWire
{
    public const string Signature = "4dabf18193072939515e22adb298388d";
    public const string SecretMark = "1b47061264138c4ac30d75fd1eb44270";

    /// <summary>Unknown as string, bool, number, array, asset, archive and object.</summary>
    public static readonly IReadOnlyList<string> Unknowns =
    [
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58", "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ];

    public static readonly Value Unknown = Value.ForString(Unknowns[0]);

    public static Value Secret(Value inner) => Value.ForStruct(new Struct
    {
        Fields = { [Signature] = Value.ForString(SecretMark), ["value"] = inner.Clone() },
    });

    public static bool IsSecret(Value value) => value.KindCase == Value.KindOneofCase.StructValue
        && value.StructValue.Fields.TryGetValue(Signature, out var mark) && mark.StringValue == SecretMark;

    public static bool IsUnknown(Value value) =>
        value.KindCase == Value.KindOneofCase.StringValue && Unknowns.Contains(value.StringValue);

    public static Struct Map(Struct bag, Func<Value, Value> change)
    {
        var changed = new Struct();
        foreach (var (name, value) in bag.Fields)
        {
            changed.Fields[name] = change(value);
        }

        return changed;
    }

    public static Struct With(Struct bag, string name, Value? value)
    {
        var changed = bag.Clone();
        changed.Fields.Remove(name);
        if (value is not null)
        {
            changed.Fields[name] = value.Clone();
        }

        return changed;
    }

    /// <summary>Every value in every bag of a message, at any depth and inside any wrapper.</summary>
    public static IEnumerable<Value> Values(IMessage message)
    {
        var inner = message.Descriptor.Fields.InDeclarationOrder()
            .Where(field => field.FieldType == FieldType.Message)
            .SelectMany(field => field.Accessor.GetValue(message) switch
            {
                IMessage one => [one],
                IDictionary map => map.Values.OfType<IMessage>(),
                IEnumerable many => many.OfType<IMessage>(),
                _ => [],
            })
            .SelectMany(Values);
        return message is Value value ? inner.Prepend(value) : inner;
    }

    /// <summary>Texts that anybody may read: outside of every secret.</summary>
    public static IEnumerable<string> OpenTexts(Value value) => value.KindCase switch
    {
        _ when IsSecret(value) => [],
        Value.KindOneofCase.StringValue => [value.StringValue],
        Value.KindOneofCase.ListValue => value.ListValue.Values.SelectMany(OpenTexts),
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.SelectMany(OpenTexts),
        _ => [],
    };

    /// <summary>What the engine asserts of every reply: a value without a kind ends it with a panic.</summary>
    public static void DemandKinds(IMessage reply) => Assert.DoesNotContain(
        Values(reply), value => value.KindCase == Value.KindOneofCase.None);

    /// <summary>A real reply: with kinds, and with nothing unknown.</summary>
    public static void DemandReal(IMessage reply)
    {
        DemandKinds(reply);
        Assert.DoesNotContain(Values(reply), IsUnknown);
    }

    /// <summary>Everything that the display and the step generator assume of a diff.</summary>
    public static DiffResponse DemandConsistent(DiffResponse diff)
    {
        Assert.True(diff.HasDetailedDiff);
        Assert.Equal(diff.DetailedDiff.Count > 0 ? Changes.DiffSome : Changes.DiffNone, diff.Changes);
        Assert.All(diff.DetailedDiff.Keys, path => Assert.Matches(@"^[A-Za-z]+(\[\d+\])*$", path));
        Assert.Equal(
            diff.DetailedDiff.Keys.Select(Root).Distinct().Order(StringComparer.Ordinal),
            diff.Diffs.Order(StringComparer.Ordinal));
        Assert.Equal(
            diff.DetailedDiff.Where(entry => Replaces(entry.Value)).Select(entry => Root(entry.Key)).Distinct()
                .Order(StringComparer.Ordinal),
            diff.Replaces.Order(StringComparer.Ordinal));
        Assert.Equal(diff.Stables.Distinct(), diff.Stables);
        return diff;
    }

    public static bool Replaces(PropertyDiff diff) => diff.Kind is PropertyDiff.Types.Kind.AddReplace
        or PropertyDiff.Types.Kind.DeleteReplace or PropertyDiff.Types.Kind.UpdateReplace;

    private static string Root(string path) => path.Split('.', '[')[0];
}
