namespace Peering.Lifecycle;

internal sealed record CheckResult(Value.Map Inputs, IReadOnlyList<CheckFailure> Failures);

internal sealed record DiffResult(
    IReadOnlyList<Change> Changes, bool DeleteBeforeReplace, IReadOnlyList<string> Stables)
{
    public bool Replaces => Changes.Any(change => change.Replaces);
}

/// <summary>What exists: its canonical id, the inputs that would make it, and its state.</summary>
internal sealed record ReadResult(string Id, Value.Map Inputs, Value.Map State);

/// <summary>One remote object in a listing.</summary>
internal sealed record Listed(string Id, string Name);

/// <summary>A page of a listing; a null continuation is the end.</summary>
internal sealed record ListedPage(IReadOnlyList<Listed> Items, string? Continuation);

/// <summary>
/// One kind of resource as the protocol sees it: verbs on values. <see cref="ResourceKind{TInputs,TState}"/> turns them
/// into verbs on records, and a kind's own file says what they do.
/// </summary>
internal abstract class ResourceKind
{
    /// <summary>The type token, <c>peering:index:Name</c>.</summary>
    public abstract string Token { get; }

    public abstract Shape Inputs { get; }

    public abstract Shape State { get; }

    /// <summary>What a listing may be narrowed by; null when there is nothing to list.</summary>
    public virtual Shape? ListInputs => null;

    /// <summary>How long a verb may take unless customTimeouts says otherwise.</summary>
    public abstract TimeSpan DefaultTimeout { get; }

    public abstract CheckResult Check(Value.Map inputs);

    public abstract DiffResult Diff(
        string id, Value.Map oldInputs, Value.Map oldState, Value.Map inputs, IReadOnlyCollection<string> ignored);

    public abstract Task<Value.Map> PreviewCreateAsync(Value.Map inputs, Operation operation);

    public abstract Task<(string Id, Value.Map State)> CreateAsync(
        Value.Map inputs, TimeSpan limit, Operation operation);

    /// <summary>Null when it is gone, or never was.</summary>
    public abstract Task<ReadResult?> ReadAsync(
        string id, Value.Map? knownInputs, Value.Map? knownState, TimeSpan limit, Operation operation);

    public abstract Value.Map PreviewUpdate(Value.Map oldState, Value.Map inputs);

    public abstract Task<Value.Map> UpdateAsync(
        string id, Value.Map oldInputs, Value.Map oldState, Value.Map inputs, TimeSpan limit, Operation operation);

    public abstract Task DeleteAsync(string id, Value.Map state, TimeSpan limit, Operation operation);

    public virtual Task<ListedPage> ListAsync(
        Value.Map query, string? continuation, int pageSize, Operation operation) =>
        throw new OperationFailedException(FailureKind.InvalidInput, $"{Token} has no remote object to list.");
}
