using System.Collections.Immutable;
using LocalEngine.Deployment;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Events;

/// <summary>What happens in a deployment, in order; raised one at a time from any thread.</summary>
internal abstract record EngineEvent;

internal sealed record OperationStarted(DeploymentKind Kind, bool Preview, string Project, string Stack) : EngineEvent;

/// <summary>A step was decided; it may wait for a free worker before it starts.</summary>
internal sealed record StepPlanned(ResourceStep Step) : EngineEvent;

internal sealed record StepStarted(ResourceStep Step) : EngineEvent;

/// <summary>
/// The step's <see cref="ResourceStep.New"/> carries the final outputs (in a preview, with unknowns).
/// </summary>
internal sealed record StepFinished(ResourceStep Step, TimeSpan Duration) : EngineEvent;

/// <summary>The reason is also raised as an error <see cref="DiagnosticRaised"/> on the same URN.</summary>
internal sealed record StepFailed(ResourceStep Step, string Message, TimeSpan Duration) : EngineEvent;

/// <summary>
/// Ephemeral ones are progress: they replace each other in the resource's row and are not kept. A stream id other than
/// 0 joins all messages of that stream on that resource into one block. An empty URN means the stack.
/// </summary>
internal sealed record DiagnosticRaised(
    DiagnosticSeverity Severity, string Urn, string Message, int StreamId = 0, bool Ephemeral = false) : EngineEvent;

/// <summary>One line the program wrote to its standard output or error.</summary>
internal sealed record ProgramOutput(string Line, bool IsError) : EngineEvent;

/// <summary>Raised once, when the stack's outputs are final.</summary>
internal sealed record StackOutputsChanged(PropertyMap Old, PropertyMap New) : EngineEvent;

internal sealed record OperationFinished(DeploymentResult Result) : EngineEvent;

internal enum DiagnosticSeverity { Debug, Info, Warning, Error }

/// <summary>One thing done to one resource. Old is null for creations, New is null for deletions.</summary>
internal sealed record ResourceStep(
    StepOp Op, string Urn, string Type, string Name, ResourceState? Old, ResourceState? New)
{
    /// <summary>Top-level properties that differ; empty when the provider did not say.</summary>
    public ImmutableArray<string> ChangedKeys { get; init; } = [];

    /// <summary>Top-level properties that force the replacement.</summary>
    public ImmutableArray<string> ReplaceKeys { get; init; } = [];

    /// <summary>By property path; null when the provider gave no detail (then compare inputs).</summary>
    public ImmutableSortedDictionary<string, PropertyDifference>? DetailedDiff { get; init; }
}

/// <summary>
/// With <paramref name="InputDiff"/> the old value is found in the old inputs, otherwise in the old outputs.
/// </summary>
internal sealed record PropertyDifference(DifferenceKind Kind, bool InputDiff);

internal enum DifferenceKind { Add, AddReplace, Delete, DeleteReplace, Update, UpdateReplace }
