using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A resource made of other resources; the engine runs nothing for it.</summary>
public class ComponentResource : Resource
{
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    public ComponentResource(
        string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(
            type,
            name,
            custom: false,
            Refusals.UnlessRemote(remote, args) ?? ResourceArgs.Empty,
            options ?? new ComponentResourceOptions())
    {
    }

    public ComponentResource(
        string type,
        string name,
        ResourceArgs? args,
        ComponentResourceOptions? options,
        bool remote,
        RegisterPackageRequest? registerPackageRequest = null)
        : this(type, name, Refusals.UnlessPackaged(registerPackageRequest, args), options, remote)
    {
    }

    protected void RegisterOutputs() => RegisterOutputs(ImmutableDictionary<string, object?>.Empty);

    protected void RegisterOutputs(IDictionary<string, object?> outputs) => RegisterOutputs(Output.Create(outputs));

    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) =>
        RegisterOutputs(Output.Create(outputs));

    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs) => ShowOutputs(outputs);

    internal void ShowOutputs(Output<IDictionary<string, object?>> outputs)
    {
        var run = Deployment.CurrentRun;
        run.Tasks.Watch(run.Registrar.RegisterOutputsAsync(this, outputs));
    }
}
