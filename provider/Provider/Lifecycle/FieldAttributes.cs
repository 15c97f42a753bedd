namespace Peering.Lifecycle;

/// <summary>Another value means another remote object.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ReplacesAttribute : Attribute;

/// <summary>Kept encrypted in state and never shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;

/// <summary>An output that no update changes, so that previews can go on with its old value.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class StableAttribute : Attribute;

/// <summary>Known to the program or the state alone: never sent to Atlas, so never read back from it either.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotSentAttribute : Attribute;

/// <summary>Left out, Atlas chooses; so leaving it out is no change, and what Atlas chose stays.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AtlasChoosesAttribute : Attribute;

/// <summary>A list whose order means nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UnorderedAttribute : Attribute;

/// <summary>When the program leaves it out, Check takes it from the provider's configuration.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FromProviderAttribute : Attribute;

/// <summary>Environment variables that stand in for a missing value; the first that is set wins.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FromEnvironmentAttribute(params string[] names) : Attribute
{
    public string[] Names { get; } = names;
}

/// <summary>The wire value of an enum member.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class WireValueAttribute(string value) : Attribute
{
    public string Value { get; } = value;
}

/// <summary>
/// What a well-formed text of a field looks like: one class per kind of field, so the rule is written once and holds
/// in Check, in Diff and wherever else the text matters.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class FormatAttribute : Attribute
{
    /// <summary>
    /// Why the text cannot be right and what would be, without repeating the text; null when it is fine.
    /// </summary>
    public abstract string? Problem(string text);

    /// <summary>The same without anything that the text tells, for it is a secret.</summary>
    public virtual string? ProblemOfSecret(string text) => Problem(text);

    /// <summary>
    /// The one spelling of texts that mean the same. Others made some objects, so also texts with a problem are passed.
    /// </summary>
    public virtual string Canonical(string text) => text;
}
