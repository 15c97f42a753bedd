using System.Collections.Immutable;
using LocalEngine.Deployment;
using LocalEngine.Display;
using LocalEngine.Events;
using LocalEngine.State;
using LocalEngine.Values;

namespace Peering.Tests.LocalEngineCli;

/// <summary>Deployments as a list of events, for looking at what is shown of them.</summary>
internal sealed class Scene(DeploymentKind kind, bool preview)
{
    public const string StackUrn = "urn:pulumi:dev::infra::pulumi:pulumi:Stack::infra-dev";
    public const string Container = "peering:index:AwsNetworkContainer";
    public const string Peer = "peering:index:AwsNetworkPeering";

    private readonly List<EngineEvent> _events = [new OperationStarted(kind, preview, "infra", "dev")];
    private readonly Dictionary<StepOp, int> _changes = [];

    public static string UrnOf(string type, string name) => $"urn:pulumi:dev::infra::{type}::{name}";

    public static ResourceState State(string type, string name, PropertyMap? inputs = null,
        PropertyMap? outputs = null) => new()
        {
            Urn = type == Urn.StackType ? StackUrn : UrnOf(type, name),
            Type = type,
            Custom = type != Urn.StackType,
            Id = type == Urn.StackType ? "" : $"id-{name}",
            Parent = type == Urn.StackType ? "" : StackUrn,
            Inputs = inputs ?? PropertyMap.Empty,
            Outputs = outputs ?? inputs ?? PropertyMap.Empty,
        };

    public static PropertyMap Map(params (string, string)[] texts) =>
        PropertyMap.Of(texts.Select(t => (t.Item1, PropertyValue.Of(t.Item2))));

    public static ResourceStep Step(StepOp op, ResourceState? old, ResourceState? now)
    {
        var state = now ?? old!;
        return new ResourceStep(op, state.Urn, state.Type, state.Name, old, now);
    }

    public Scene Stack(StepOp op)
    {
        var state = State(Urn.StackType, "infra-dev");
        return Done(Step(op, op == StepOp.Create ? null : state, op == StepOp.Delete ? null : state));
    }

    public Scene Done(ResourceStep step, int seconds = 0)
    {
        _changes[step.Op] = _changes.GetValueOrDefault(step.Op) + 1;
        return Add(new StepPlanned(step), new StepStarted(step), new StepFinished(step, TimeSpan.FromSeconds(seconds)));
    }

    public Scene Failed(ResourceStep step, string message) => Add(
        new StepPlanned(step), new StepStarted(step), new StepFailed(step, message, TimeSpan.FromSeconds(3)),
        new DiagnosticRaised(DiagnosticSeverity.Error, step.Urn, message));

    public Scene Add(params EngineEvent[] events)
    {
        _events.AddRange(events);
        return this;
    }

    public async Task<string> ShowAsync(bool diff = false, SecretFilter? secrets = null)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var view = new DeploymentView(secrets ?? SecretFilter.None, TimeProvider.System);
        await DeploymentDisplay.Create(Terminal.Create(text, colored: false, interactive: false), view, diff)
            .WatchAsync(PlayAsync);
        return text.ToString().ReplaceLineEndings("\n");
    }

    public async Task<DeploymentView> ViewAsync()
    {
        var view = new DeploymentView(SecretFilter.None, TimeProvider.System);
        await PlayAsync(view.Apply);
        return view;
    }

    public Task<DeploymentResult> PlayAsync(Action<EngineEvent> to)
    {
        var result = new DeploymentResult(
            !_events.Exists(e => e is StepFailed), _changes.ToImmutableSortedDictionary(), TimeSpan.FromSeconds(4.2),
            PropertyMap.Empty);
        foreach (var happened in _events) to(happened);
        to(new OperationFinished(result));
        return Task.FromResult(result);
    }
}
