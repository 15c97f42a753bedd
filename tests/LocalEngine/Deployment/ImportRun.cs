using System.Collections.Immutable;
using System.Security.Cryptography;
using LocalEngine.Deployment.Steps;
using LocalEngine.Events;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Deployment;

/// <summary>Brings objects that exist into the state, without a program.</summary>
internal sealed class ImportRun(RunContext run, Snapshot start)
{
    private readonly StepExecutor executor = new(run);
    private readonly Dictionary<string, string> providers = new(StringComparer.Ordinal);

    public async Task<ImmutableArray<ResourceState>> RunAsync()
    {
        var imported = ImmutableArray.CreateBuilder<ResourceState>();
        run.State.Apply(null, s => s.KeepAll());
        var stack = await StackAsync();
        foreach (var target in run.Request.Imports)
        {
            if (run.Stopping.IsCancellationRequested)
                break;
            var urn =
                Urn.Create(run.Request.Stack, run.Request.Project, Parent(target, stack), target.Type, target.Name);
            try
            {
                if (await ImportAsync(urn, target, stack) is { } resource)
                    imported.Add(resource);
            }
            catch (Exception failure) when (failure is ProviderException or EngineException)
            {
                run.Fail(urn, failure.Message, failure);
            }
        }

        return imported.ToImmutable();
    }

    private async Task<ResourceState?> ImportAsync(string urn, ImportTarget target, string stack)
    {
        if (run.State.Current.Resources.Any(r => r.Urn == urn && !r.Delete))
            throw new EngineException($"resource '{urn}' already exists; give the import another name");
        var reference = await ReferenceAsync(target);
        var provider = await run.Providers.GetAsync(reference, run.State.Current, CancellationToken.None);
        var read = await provider.ReadAsync(urn, target.Id, null, null, 0, CancellationToken.None);
        if (read.Outputs is null)
            throw new EngineException($"resource '{target.Id}' does not exist");
        if (read.Inputs is null)
            throw new EngineException($"the provider of {target.Type} does not support importing resources");

        var kept = target.Properties.Length == 0
            ? read.Inputs
            : read.Inputs.Where((name, _) => target.Properties.Contains(name));
        var check = await provider.CheckAsync(
            urn, read.Inputs, kept, RandomNumberGenerator.GetBytes(32), run.Preview, CancellationToken.None);
        foreach (var problem in check.Problems)
            run.Warn(urn, CheckProblems.Describe(urn, problem, kept)
                + ". The values came from the provider itself, so this is almost certainly a bug in it.");
        var step = new ImportStep(null, new ResourceState
        {
            Urn = urn,
            Type = target.Type,
            Custom = true,
            Id = read.Id.Length > 0 ? read.Id : target.Id,
            Inputs = check.Problems.Length > 0 ? kept : check.Inputs,
            Outputs = read.Outputs,
            InitErrors = read.InitErrors,
            Parent = Parent(target, stack),
            Provider = reference,
            Protect = target.Protect,
        }, deleteOldLater: false);
        run.Emit(new StepPlanned(step.Describe()));
        return await executor.ExecuteAsync(step) ? step.New : null;
    }

    private async Task<string> StackAsync()
    {
        var urn = Urn.Create(run.Request.Stack, run.Request.Project, "", Urn.StackType,
            $"{run.Request.Project}-{run.Request.Stack}");
        if (start.Resources.All(r => r.Urn != urn))
            await DoAsync(new CreateStep(StepOp.Create, null, null,
                new ResourceState { Urn = urn, Type = Urn.StackType, Custom = false }, false));
        return urn;
    }

    private static string Parent(ImportTarget target, string stack) => target.Parent.Length > 0 ? target.Parent : stack;

    private async Task<string> ReferenceAsync(ImportTarget target)
    {
        if (target.Provider.Length > 0)
            return ExplicitProvider(target.Provider);
        var package = target.Type.Split(':')[0];
        var request = new PackageRequest(target.Version, "");
        var urn = Urn.Create(run.Request.Stack, run.Request.Project, "", Urn.ProviderTypePrefix + package,
            DefaultProviders.NameOf(request));
        if (providers.TryGetValue(urn, out var known))
            return known;
        return providers[urn] = await DefaultAsync(urn, package, request);
    }

    private string ExplicitProvider(string urn)
    {
        var provider = run.State.Current.Resources.FirstOrDefault(r => r.Urn == urn && !r.Delete)
            ?? throw new EngineException($"the provider {urn} is not in the state; create it with an update first");
        return new ProviderReference(provider.Urn, provider.Id).ToString();
    }

    /// <summary>
    /// The configuration is checked, and yet used as it stands in the stack: that is what Pulumi does here.
    /// </summary>
    private async Task<string> DefaultAsync(string urn, string package, PackageRequest request)
    {
        if (start.Resources.FirstOrDefault(r => r.Urn == urn && !r.Delete) is { } old)
            return new ProviderReference(urn, old.Id).ToString();
        var inputs = DefaultProviders.InputsOf(run.Request, package, request);
        var check = await run.Providers.CheckAsync(
            urn, null, inputs, RandomNumberGenerator.GetBytes(32), run.Preview, CancellationToken.None);
        if (check.Problems.Length > 0)
            throw new EngineException(
                string.Join("\n", check.Problems.Select(p => CheckProblems.Describe(urn, p, inputs))));
        var step = new CreateStep(StepOp.Create, run.Providers, null, new ResourceState
        {
            Urn = urn,
            Type = Urn.ProviderTypePrefix + package,
            Custom = true,
            Inputs = inputs,
        }, deleteOldLater: false);
        await DoAsync(step);
        return new ProviderReference(urn, step.New!.Id).ToString();
    }

    private async Task DoAsync(Step step)
    {
        run.Emit(new StepPlanned(step.Describe()));
        if (!await executor.ExecuteAsync(step))
            throw new EngineException($"{step.Urn} could not be prepared for the import");
    }
}
