using System.Collections.Immutable;
using LocalEngine.Deployment.Steps;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>The steps of one registration, to be done in order, once <paramref name="Before"/> is over.</summary>
internal sealed record StepPlan(ImmutableArray<Step> Steps, Task Before)
{
    public static StepPlan Of(params IEnumerable<Step> steps) => new([.. steps], Task.CompletedTask);

    /// <summary>What the resource became.</summary>
    public ResourceState Result => Steps.Last(s => s.New is not null && s.Op != Events.StepOp.Replace).New!;
}

/// <summary>The registration cannot be carried out; the user was told why.</summary>
internal sealed class RegistrationFailedException(string urn) : Exception($"resource '{urn}' is invalid");
