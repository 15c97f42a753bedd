using LocalEngine.Events;

namespace LocalEngine.Deployment;

/// <summary>The engine's one door: runs a preview, update, refresh, destroy or import to its end.</summary>
internal static class DeploymentRunner
{
    /// <summary>
    /// Failures of the deployment are events and a result that did not succeed; only what keeps the run from starting
    /// (another run holds the stack, a broken state file) is thrown, as <see cref="EngineException"/>. Cancelling asks the
    /// providers to stop, starts nothing new and still leaves a complete state.
    /// </summary>
    public static Task<DeploymentResult> RunAsync(
        DeploymentRequest request, Action<EngineEvent> events, CancellationToken cancel) =>
        throw new EngineException($"{request.Kind} is not available");
}
