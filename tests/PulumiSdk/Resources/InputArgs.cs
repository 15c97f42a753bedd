using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Arguments: the members that carry <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    internal virtual IEnumerable<InputMember> Members() => InputMember.Of(this);
}

/// <summary>Arguments of a resource, or of an object inside them.</summary>
public abstract class ResourceArgs : InputArgs
{
    public static readonly ResourceArgs Empty = new DictionaryResourceArgs(ImmutableDictionary<string, object?>.Empty);
}

/// <summary>Arguments of a function.</summary>
public abstract class InvokeArgs : InputArgs
{
    public static readonly InvokeArgs Empty = new DictionaryInvokeArgs(ImmutableDictionary<string, object?>.Empty);
}

/// <summary>Arguments of a method.</summary>
public abstract class CallArgs : InputArgs
{
    public static readonly CallArgs Empty = new EmptyCallArgs();

    private sealed class EmptyCallArgs : CallArgs;
}

/// <summary>Arguments given as a dictionary.</summary>
public sealed class DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary) : ResourceArgs
{
    internal override IEnumerable<InputMember> Members() => InputMember.Of(dictionary);
}

/// <summary>Arguments of a function given as a dictionary.</summary>
public sealed class DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) : InvokeArgs
{
    internal override IEnumerable<InputMember> Members() => InputMember.Of(dictionary);
}
