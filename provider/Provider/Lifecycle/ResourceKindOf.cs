namespace Peering.Lifecycle;

/// <summary>
/// The lifecycle every kind shares, on its records. A kind overrides create, settle, read, update and delete; that
/// nothing created is ever lost, what a preview shows, and what a refresh may change is decided here once.
/// </summary>
internal abstract class ResourceKind<TInputs, TState> : ResourceKind
    where TInputs : class
    where TState : class, TInputs
{
    public sealed override Shape Inputs => field ??= Shape.Of<TInputs>();

    public sealed override Shape State => field ??= Shape.Of<TState>();

    private IReadOnlyList<string> Stables => field ??=
        [.. State.Fields.Where(output => output.Stable).Select(output => output.Name)];

    private string Name => Token.Split(':')[^1];

    /// <summary>The value of a field that the provider's configuration stands in for.</summary>
    protected abstract string? ProviderDefault(string field);

    /// <summary>
    /// Problems no single field shows. Fields with a problem of their own, and unknown ones, are null.
    /// </summary>
    /// <param name="given">Tells what is unknown or wrong from what is absent.</param>
    protected virtual IEnumerable<CheckFailure> Validate(TInputs inputs, Value.Map given) => [];

    /// <summary>What only Atlas can tell before anything is created. In a preview unknown fields are null.</summary>
    protected virtual Task PreflightAsync(TInputs inputs, bool preview, Operation operation) => Task.CompletedTask;

    /// <summary>Makes the remote object and returns at once; waiting is <see cref="SettleAsync"/>'s part.</summary>
    protected abstract Task<(string Id, TState State)> CreateAsync(TInputs inputs, Operation operation);

    /// <summary>
    /// Waits until the object is as it should be, telling each state it sees; throws when it will not be.
    /// </summary>
    protected virtual Task SettleAsync(string id, TState state, Action<TState> seen, Operation operation) =>
        Task.CompletedTask;

    /// <param name="known">
    /// What state, or a program's `Get`, tells besides the id; of a `Get` that may be little. Null on import: then
    /// there is only an id, typed by a person.
    /// </param>
    protected abstract Task<(string Id, TState State)?> ReadAsync(string id, TState? known, Operation operation);

    /// <summary>
    /// Sends what an update in place can change. Called without a change too, to finish an interrupted wait.
    /// </summary>
    protected abstract Task<TState> UpdateAsync(
        string id, TState state, TInputs inputs, IReadOnlyList<Change> changes, Operation operation);

    protected abstract Task DeleteAsync(string id, TState state, Operation operation);

    /// <summary>Reasons to replace that lie in the live state rather than in an input.</summary>
    protected virtual IEnumerable<Change> Drift(string id, TState state, TInputs inputs) => [];

    /// <summary>Whether the live state forbids a change that otherwise updates in place.</summary>
    protected virtual bool Replaces(Change change, TState state) => false;

    /// <summary>
    /// Told when a Diff ends in a replacement that deletes first: in a preview the old object still stands when the new
    /// one is looked at. One that is deleted last is in the way of whatever it is in the way of.
    /// </summary>
    protected virtual void Leaves(string id)
    {
    }

    /// <summary>Whether Atlas would refuse the new object while the old one exists.</summary>
    protected virtual bool IsTwin(TState state, TInputs inputs) => false;

    public sealed override CheckResult Check(Value.Map inputs)
    {
        var failures = new List<CheckFailure>();
        var filled = Checker.Fill(Inputs, inputs, ProviderDefault, failures);
        failures.AddRange(Checker.Check(Inputs, filled));
        failures.AddRange(Validate(Codec.Decode<TInputs>(Sound(filled, failures)), filled)
            .Select(
                failure => Checker.Failure(failure.Property, filled[failure.Root], failure.Reason)));
        return new CheckResult(filled, failures);
    }

    public sealed override DiffResult Diff(
        string id, Value.Map oldInputs, Value.Map oldState, Value.Map inputs, IReadOnlyCollection<string> ignored)
    {
        var state = Codec.Decode<TState>(oldState);
        var wanted = Codec.Decode<TInputs>(inputs);
        IReadOnlyList<Change> changes =
        [
            .. Compare(oldInputs, oldState, inputs, ignored)
                .Select(change => change with { Replaces = change.Replaces || Replaces(change, state) }),
            .. Drift(id, state, wanted).Where(change => !Differ.IsIgnored(change, ignored)),
        ];
        var replaces = changes.Any(change => change.Replaces);
        // Told of every change: with the option replaceOnChanges it is the engine that makes a replacement of it.
        var goesFirst = IsTwin(state, wanted);
        if (replaces && goesFirst)
        {
            Leaves(id);
        }

        return new DiffResult(changes, goesFirst, replaces ? [] : Stables);
    }

    /// <summary>Writing down what Atlas has chosen is no change.</summary>
    private IEnumerable<Change> Compare(
        Value.Map oldInputs, Value.Map oldState, Value.Map inputs, IReadOnlyCollection<string> ignored) =>
        Differ.Compare(Inputs, oldInputs, inputs, ignored).Where(change =>
            Inputs.Find(change.Root) is not { AtlasChooses: true } field || oldInputs[field.Name] is not null
            || !Same(field, oldState[field.Name], inputs[field.Name]));

    public sealed override async Task<Value.Map> PreviewCreateAsync(Value.Map inputs, Operation operation)
    {
        await PreflightAsync(Codec.Decode<TInputs>(inputs), preview: true, operation);
        return Echo(inputs, _ => Value.Unknown.Instance);
    }

    public sealed override Task<(string Id, Value.Map State)> CreateAsync(
        Value.Map inputs, TimeSpan limit, Operation operation) =>
        operation.WithinAsync(limit, $"Creating this {Name}", async timed =>
        {
            var wanted = Codec.Decode<TInputs>(inputs);
            await PreflightAsync(wanted, preview: false, timed);
            var (id, state) = await CreateAsync(wanted, timed);
            return (id, await SettledAsync(id, state, settled => Keep(settled, inputs, null, inputs), timed));
        });

    public sealed override Task<ReadResult?> ReadAsync(
        string id, Value.Map? knownInputs, Value.Map? knownState, TimeSpan limit, Operation operation) =>
        operation.WithinAsync(limit, $"Reading {Name} {id}", async timed =>
        {
            var known = knownInputs is null ? null : Codec.Decode<TState>(knownState ?? Value.Map.Empty);
            if (await ReadAsync(id, known, timed) is not var (canonical, found))
            {
                return null;
            }

            var state = Keep(found, knownInputs, knownState, knownState);
            // An empty bag is `pulumi do`, which knows the id alone and wants what an import would.
            var written = knownInputs is { Entries.Count: 0 } ? null : knownInputs;
            return new ReadResult(canonical, ReadInputs(state, written), state);
        });

    public sealed override Value.Map PreviewUpdate(Value.Map oldState, Value.Map inputs) =>
        // Without a change of an input there is a wait to finish, and what is waited for changes the rest all the same.
        // What an input left to Atlas is, is settled too.
        Echo(inputs, field => (field.Stable || Inputs.Find(field.Name) is not null ? oldState[field.Name] : null)
            ?? Value.Unknown.Instance);

    public sealed override Task<Value.Map> UpdateAsync(
        string id, Value.Map oldInputs, Value.Map oldState, Value.Map inputs, TimeSpan limit, Operation operation) =>
        operation.WithinAsync(limit, $"Updating {Name} {id}", async timed =>
        {
            var changes = Compare(oldInputs, oldState, inputs, []).ToList();
            var state = await UpdateAsync(
                id, Codec.Decode<TState>(oldState), Codec.Decode<TInputs>(inputs), changes, timed);
            return await SettledAsync(id, state, settled => Keep(settled, inputs, oldState, inputs), timed);
        });

    public sealed override Task DeleteAsync(string id, Value.Map state, TimeSpan limit, Operation operation) =>
        operation.WithinAsync(limit, $"Deleting {Name} {id}", async timed =>
        {
            await DeleteAsync(id, Codec.Decode<TState>(state), timed);
            return true;
        });

    /// <summary>
    /// From here on the object exists: whatever happens, its id and last seen state travel with the failure.
    /// </summary>
    private async Task<Value.Map> SettledAsync(
        string id, TState state, Func<TState, Value.Map> encode, Operation operation)
    {
        try
        {
            await SettleAsync(id, state, seen => state = seen, operation);
        }
        catch (Exception unsettled)
        {
            throw new InitFailedException(id, encode(state), unsettled);
        }

        return encode(state);
    }

    /// <summary>
    /// A state with what Atlas does not know of it: from the program, or else from the state before. What Atlas only
    /// spells otherwise stays as it was: in an update as the program wrote it and its preview showed it. What the
    /// program gave as a secret is one here too, for the engine takes our word for every output.
    /// </summary>
    private Value.Map Keep(TState state, Value.Map? inputs, Value.Map? before, Value.Map? spelling)
    {
        var encoded = Codec.Encode(state);
        foreach (var field in State.Fields.Where(field => field.NotSent))
        {
            var source = Inputs.Find(field.Name) is null ? before : inputs;
            encoded = source?[field.Name] is { } kept ? encoded.With(field.Name, kept) : encoded;
        }

        foreach (var field in Inputs.Fields)
        {
            var (written, live) = (spelling?[field.Name], encoded[field.Name]);
            if (written is not null && live is not null && !written.Equals(live) && Same(field, written, live))
            {
                encoded = encoded.With(field.Name, written);
            }
        }

        foreach (var field in Inputs.Fields.Where(field => (inputs ?? before)?[field.Name]?.ContainsSecret == true))
        {
            encoded = encoded[field.Name] is { ContainsSecret: false } plain
                ? encoded.With(field.Name, new Value.Secret(plain))
                : encoded;
        }

        return encoded;
    }

    /// <summary>Inputs as given, and every other field of the state as told.</summary>
    private Value.Map Echo(Value.Map inputs, Func<Field, Value> other) => new(State.Fields
        .Select(field =>
            (field.Name, Value: Inputs.Find(field.Name) is null || (field.AtlasChooses && inputs[field.Name] is null)
            ? other(field)
            : inputs[field.Name]))
        .Where(entry => entry.Value is not (null or Value.Null))
        .ToDictionary(entry => entry.Name, entry => entry.Value!));

    /// <summary>
    /// On import every input that has a live value. On refresh the inputs as the program wrote them, with a live value
    /// only where it means something else; so drift shows, and neither a server default nor a spelling does.
    /// </summary>
    private Value.Map ReadInputs(Value.Map live, Value.Map? known)
    {
        var entries = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var field in Inputs.Fields)
        {
            var (written, now) = (known?[field.Name], live[field.Name]);
            var value = known switch
            {
                null => field.NotSent ? null : now,
                _ when field.NotSent || (written is null && !field.Required) || Same(field, written, now) => written,
                // What a required field has no live value for is not told, rather than gone.
                _ => now ?? (field.Required ? written : null),
            };
            if (value is not null)
            {
                entries[field.Name] = written is Value.Secret && value is not Value.Secret
                    ? new Value.Secret(value) : value;
            }
        }

        return new Value.Map(entries);
    }

    private static Value.Map Sound(Value.Map inputs, List<CheckFailure> failures)
    {
        if (failures.Count == 0)
        {
            return inputs;
        }

        var bad = failures.Select(failure => failure.Root).ToHashSet();
        return new Value.Map(inputs.Entries.Where(entry => !bad.Contains(entry.Key)).ToDictionary());
    }

    private bool Same(Field field, Value? written, Value? live) =>
        Differ.Compare(Inputs, Only(field, written), Only(field, live), []).Count == 0;

    private static Value.Map Only(Field field, Value? value) =>
        value is null ? Value.Map.Empty : Value.Map.Empty.With(field.Name, value);
}
