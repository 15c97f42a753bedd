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

    protected abstract Task<TResult> InvokeAsync(TArgs args, Operation operation);

    public sealed override async Task<(Value.Map? Result, IReadOnlyList<CheckFailure> Failures)> InvokeAsync(
        Value.Map args, Operation operation)
    {
        var failures = Checker.Check(Args, args).ToList();
        return failures.Count > 0
            ? (null, failures)
            : (Codec.Encode(await InvokeAsync(Codec.Decode<TArgs>(args), operation)), []);
    }
}
