namespace Peering.Lifecycle;

/// <summary>One look-up as the protocol sees it.</summary>
internal abstract class Function
{
    /// <summary>The token, <c>peering:index:getName</c>.</summary>
    public abstract string Token { get; }

    public abstract Shape Args { get; }

    public abstract Shape Result { get; }

    public abstract Task<(Value.Map? Result, IReadOnlyList<CheckFailure> Failures)> InvokeAsync(
        Value.Map args, Operation operation);
}

/// <summary>A look-up on its records.</summary>
internal abstract class Function<TArgs, TResult> : Function
    where TArgs : class
    where TResult : class
{
    public sealed override Shape Args => Shape.Of<TArgs>();

    public sealed override Shape Result => Shape.Of<TResult>();

    /// <summary>The value of an argument that the provider's configuration stands in for.</summary>
    protected abstract string? ProviderDefault(string field);

    protected abstract Task<TResult> InvokeAsync(TArgs args, Operation operation);

    public sealed override async Task<(Value.Map? Result, IReadOnlyList<CheckFailure> Failures)> InvokeAsync(
        Value.Map args, Operation operation)
    {
        var failures = new List<CheckFailure>();
        var filled = Checker.Fill(Args, args, ProviderDefault, failures);
        failures.AddRange(Checker.Check(Args, filled));
        return failures.Count > 0
            ? (null, failures)
            : (Codec.Encode(await InvokeAsync(Codec.Decode<TArgs>(filled), operation)), []);
    }
}
