using System.Collections.Concurrent;
using LocalEngine.Deployment.Steps;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;
using Rpc;

namespace LocalEngine.Deployment;

/// <summary>
/// Turns what the program asks for into steps and has them done. Everything the monitor offers ends here.
/// </summary>
internal sealed class ResourceRegistrar : IDisposable
{
    private readonly RunContext run;
    private readonly KnownResources known;
    private readonly StepGenerator generator;
    private readonly StepExecutor executor;
    private readonly DefaultProviders defaults;
    private readonly SemaphoreSlim deciding = new(1);
    private readonly ConcurrentDictionary<Task, byte> underWay = new();

    public ResourceRegistrar(RunContext run, KnownResources known)
    {
        this.run = run;
        this.known = known;
        generator = new StepGenerator(run, known);
        executor = new StepExecutor(run);
        defaults = new DefaultProviders(run, this);
    }

    public string? StackUrn { get; private set; }

    /// <summary>Done when the resource is as the program wants it, with its final id and outputs.</summary>
    /// <exception cref="RpcException">Unavailable: the run stops, because of this resource or another.</exception>
    public Task<ResourceState> RegisterAsync(ResourceGoal goal, CancellationToken cancel) =>
        TrackAsync(RegisterToEndAsync(goal), cancel);

    public Task<ResourceState> ReadAsync(ResourceGoal goal, string id, CancellationToken cancel) =>
        TrackAsync(ReadToEndAsync(goal, id), cancel);

    /// <summary>The provider a function call goes to.</summary>
    public async Task<ProviderInstance> ProviderAsync(
        string package, string provider, string parent, PackageRequest request, CancellationToken cancel)
    {
        var reference = await ReferenceAsync(package, provider, parent, request, cancel);
        return await run.Providers.GetAsync(reference, known.Start, cancel);
    }

    public void RegisterOutputs(string urn, PropertyMap outputs)
    {
        if (known.Find(urn) is not { State: { } state } entry)
            throw new EngineException($"outputs came for {urn}, whose registration isn't pending");
        var next = state with { Outputs = outputs };
        run.State.Apply(null, s => s.Rewrite(state, next));
        entry.State = next;
    }

    public ResourceState? Find(string urn) => known.Find(urn)?.State;

    /// <summary>Waits for what goes on even though nobody may be listening any more.</summary>
    public async Task SettleAsync()
    {
        while (underWay.Keys.FirstOrDefault() is { } task)
        {
            await Task.WhenAny(task);
            underWay.TryRemove(task, out _);
        }
    }

    public void Dispose() => deciding.Dispose();

    /// <summary>The caller is let go as soon as the run stops; the steps themselves are finished.</summary>
    private async Task<T> TrackAsync<T>(Task<T> work, CancellationToken cancel)
    {
        underWay.TryAdd(work, 0);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping, cancel);
        try
        {
            var result = await work.WaitAsync(either.Token);
            underWay.TryRemove(work, out _);
            return result;
        }
        catch (OperationCanceledException) when (run.Stopping.IsCancellationRequested)
        {
            throw Stopped();
        }
    }

    private async Task<ResourceState> RegisterToEndAsync(ResourceGoal goal)
    {
        var urn = Urn.Create(run.Request.Stack, run.Request.Project, goal.Parent, goal.Type, goal.Name);
        StepPlan plan;
        try
        {
            CheckReferences(goal);
            goal = Inherit(goal);
            var provider = goal.Custom && !Urn.IsProviderType(goal.Type)
                ? await ReferenceAsync(PackageOf(goal.Type), goal.Provider, goal.Parent, goal.Package, run.Stopping)
                : "";
            var operations = await OperationsAsync(goal, provider);
            plan = await DecideAsync(() =>
            {
                var aliases = Aliases.Of(goal, run.Request.Stack, run.Request.Project,
                    goal.Parent.Length == 0 ? [] : known.Find(goal.Parent)?.Aliases ?? []);
                known.Register(urn, goal, aliases);
                return generator.GenerateAsync(urn, provider, operations);
            });
        }
        catch (Exception failure) when (failure is EngineException or ProviderException or RegistrationFailedException)
        {
            throw Refused(urn, failure);
        }

        if (goal.Type == Urn.StackType)
            StackUrn = urn;
        return await FinishAsync(urn, plan);
    }

    private async Task<ResourceState> ReadToEndAsync(ResourceGoal goal, string id)
    {
        var urn = Urn.Create(run.Request.Stack, run.Request.Project, goal.Parent, goal.Type, goal.Name);
        StepPlan plan;
        try
        {
            var reference =
                await ReferenceAsync(PackageOf(goal.Type), goal.Provider, goal.Parent, goal.Package, run.Stopping);
            var provider = await run.Providers.GetAsync(reference, known.Start, run.Stopping);
            plan = await DecideAsync(() =>
            {
                known.Register(urn, goal, []);
                var state = new ResourceState
                {
                    Urn = urn,
                    Type = goal.Type,
                    Custom = true,
                    External = true,
                    Id = id,
                    Inputs = goal.Inputs,
                    Parent = goal.Parent,
                    Dependencies = goal.Dependencies,
                    Provider = reference,
                    AdditionalSecretOutputs = goal.AdditionalSecretOutputs,
                };
                return Task.FromResult(StepPlan.Of(new ReadStep(provider, known.Old(urn, []), state)));
            });
        }
        catch (Exception failure) when (failure is EngineException or ProviderException)
        {
            throw Refused(urn, failure);
        }

        return await FinishAsync(urn, plan);
    }

    /// <summary>Decisions are taken one at a time: they look at each other's results.</summary>
    private async Task<StepPlan> DecideAsync(Func<Task<StepPlan>> decide)
    {
        try
        {
            await deciding.WaitAsync(run.Stopping);
        }
        catch (OperationCanceledException)
        {
            throw Stopped();
        }

        try
        {
            return await decide();
        }
        finally
        {
            deciding.Release();
        }
    }

    private async Task<ResourceState> FinishAsync(string urn, StepPlan plan)
    {
        foreach (var step in plan.Steps)
            run.Emit(new StepPlanned(step.Describe()));
        await plan.Before.WaitAsync(run.Stopping);
        if (!await executor.ExecuteAsync(plan.Steps))
            throw Stopped();
        var result = plan.Result;
        known[urn].State = result;
        return result;
    }

    private RpcException Refused(string urn, Exception failure)
    {
        // A refusal by Check has been reported, problem by problem.
        if (failure is not RegistrationFailedException)
            run.Fail(urn, failure.Message, failure);
        return Stopped();
    }

    private async Task<IResourceOperations?> OperationsAsync(ResourceGoal goal, string provider) => goal switch
    {
        { Custom: false } => null,
        _ when Urn.IsProviderType(goal.Type) => run.Providers,
        _ => await run.Providers.GetAsync(provider, known.Start, run.Stopping),
    };

    /// <summary>
    /// A state in which a resource names an unknown one is unsound; better to find that before anything is done.
    /// </summary>
    private void CheckReferences(ResourceGoal goal)
    {
        var named = goal.Dependencies.Concat(goal.PropertyDependencies.Values.SelectMany(urns => urns));
        if (goal.DeletedWith.Length > 0)
            named = named.Append(goal.DeletedWith);
        foreach (var urn in named)
            if (known.Find(urn)?.State is null)
                throw new EngineException(
                    $"{goal.Type} '{goal.Name}' depends on {urn}, which is not registered in this run");
    }

    private ResourceGoal Inherit(ResourceGoal goal)
    {
        if (goal.Parent.Length == 0)
            return goal;
        var parent = known[goal.Parent].Goal;
        return goal with
        {
            Protect = goal.Protect ?? parent.Protect,
            RetainOnDelete = goal.RetainOnDelete ?? parent.RetainOnDelete,
            DeletedWith = goal.DeletedWith.Length > 0 ? goal.DeletedWith : parent.DeletedWith,
            Providers = parent.Providers.SetItems(goal.Providers),
        };
    }

    private async Task<string> ReferenceAsync(
        string package, string provider, string parent, PackageRequest request, CancellationToken cancel)
    {
        if (package == "pulumi")
            throw new EngineException("stack references and other resources of the package 'pulumi' are not supported "
                + "by this engine; pass the values by configuration");
        if (provider.Length == 0 && parent.Length > 0 && known.Find(parent)?.Goal is { } from)
            provider = from.Provider.Length > 0 && ProviderReference.Parse(from.Provider).Package == package
                ? from.Provider
                : from.Providers.GetValueOrDefault(package, "");
        return provider.Length > 0 ? provider : await defaults.ReferenceAsync(package, request, cancel);
    }

    private static string PackageOf(string type) => type.Split(':') is [{ Length: > 0 } package, _, ..]
        ? package
        : throw new EngineException($"'{type}' is not a resource type (package:module:Name)");

    private static RpcException Stopped() =>
        new(StatusCode.Unavailable, "resource monitor shut down while waiting on step's done channel");
}
