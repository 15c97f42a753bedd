using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output settles to: a value, whether it is known, whether it is secret, where from.</summary>
internal readonly record struct OutputData<T>(
    ImmutableHashSet<Resource> Resources, T Value, bool IsKnown, bool IsSecret)
{
    public OutputData<TResult> With<TResult>(TResult value) => new(Resources, value, IsKnown, IsSecret);

    public OutputData<TResult> Unknown<TResult>() => new(Resources, default!, IsKnown: false, IsSecret);

    /// <summary>What is computed from this and <paramref name="inner"/>: as secret and as unknown as either.</summary>
    public OutputData<TResult> Join<TResult>(OutputData<TResult> inner) => new(
        Resources.Union(inner.Resources), inner.Value, IsKnown && inner.IsKnown, IsSecret || inner.IsSecret);
}

internal static class OutputData
{
    public static OutputData<T> Known<T>(T value) => new([], value, IsKnown: true, IsSecret: false);

    public static OutputData<T> Unknown<T>() => new([], default!, IsKnown: false, IsSecret: false);
}
