using System.Text;

namespace Peering.Lifecycle;

/// <summary>
/// A property value as the engine and the provider exchange it. Immutable; equal when the content is equal, whatever
/// the order of a map's keys.
/// </summary>
internal abstract record Value
{
    private Value()
    {
    }

    /// <summary>What is computed from a value is no part of its text; printing it would never end.</summary>
    protected virtual bool PrintMembers(StringBuilder builder) => false;

    /// <summary>Explicitly null. Everywhere but on the wire this means the same as absent.</summary>
    public sealed record Null : Value
    {
        public static readonly Null Instance = new();
    }

    public sealed record Bool(bool Is) : Value;

    public sealed record Number(double Of) : Value;

    public sealed record Text(string Of) : Value;

    public sealed record List(IReadOnlyList<Value> Items) : Value
    {
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);
    }

    public sealed record Map(IReadOnlyDictionary<string, Value> Entries) : Value
    {
        public static readonly Map Empty = new(new Dictionary<string, Value>());

        /// <summary>The value of a key, with null, a secret null and absent the same: not set.</summary>
        public Value? this[string key] =>
            Entries.TryGetValue(key, out var value) && value.Plain is not Null ? value : null;

        public Map With(string key, Value value) =>
            new(new Dictionary<string, Value>(Entries, StringComparer.Ordinal) { [key] = value });

        public bool Equals(Map? other) => other is not null && Entries.Count == other.Entries.Count
            && Entries.All(entry => other.Entries.TryGetValue(entry.Key, out var value) && entry.Value.Equals(value));

        public override int GetHashCode() =>
            Entries.Aggregate(Entries.Count, (hash, entry) => hash ^ HashCode.Combine(entry.Key, entry.Value));
    }

    /// <summary>Known only after the deployment ran; seen in previews alone.</summary>
    public sealed record Unknown : Value
    {
        public static readonly Unknown Instance = new();
    }

    /// <summary>A value the engine keeps encrypted and never shows.</summary>
    public sealed record Secret(Value Inner) : Value
    {
        public override string ToString() => "***";
    }

    /// <summary>
    /// An asset, archive or resource reference: nothing of ours takes one, so it is only carried and handed back.
    /// </summary>
    public sealed record Foreign(string Kind, Map Content) : Value;

    /// <summary>The value without secret wrappers on the outside.</summary>
    public Value Plain => this is Secret secret ? secret.Inner.Plain : this;

    public bool ContainsSecret => this switch
    {
        Secret => true,
        List list => list.Items.Any(item => item.ContainsSecret),
        Map map => map.Entries.Values.Any(item => item.ContainsSecret),
        _ => false,
    };

    /// <summary>Every text inside a secret: what must not be said.</summary>
    public IEnumerable<string> SecretTexts => this switch
    {
        Secret secret => secret.Inner.Texts,
        List list => list.Items.SelectMany(item => item.SecretTexts),
        Map map => map.Entries.Values.SelectMany(item => item.SecretTexts),
        _ => [],
    };

    public bool ContainsUnknown => this switch
    {
        Unknown => true,
        Secret secret => secret.Inner.ContainsUnknown,
        List list => list.Items.Any(item => item.ContainsUnknown),
        Map map => map.Entries.Values.Any(item => item.ContainsUnknown),
        _ => false,
    };

    /// <summary>What a person would call this kind of value.</summary>
    public string TypeName => this switch
    {
        Bool => "a boolean",
        Number => "a number",
        Text => "a string",
        List => "a list",
        Map => "an object",
        Secret secret => secret.Inner.TypeName,
        Foreign { Kind: var kind } => $"{(kind[0] is 'a' ? "an" : "a")} {kind}",
        Null => "null",
        _ => "unknown",
    };

    private IEnumerable<string> Texts => this switch
    {
        Text text => [text.Of],
        Secret secret => secret.Inner.Texts,
        List list => list.Items.SelectMany(item => item.Texts),
        Map map => map.Entries.Values.SelectMany(item => item.Texts),
        _ => [],
    };

    public static Value From(string? text) => text is null ? Null.Instance : new Text(text);

    public static Value From(bool flag) => new Bool(flag);
}
