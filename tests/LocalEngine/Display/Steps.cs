using LocalEngine.Events;
using LocalEngine.State;

namespace LocalEngine.Display;

/// <summary>What a step means to a reader.</summary>
internal static class Steps
{
    /// <summary>A refresh is told by what it found: gone, changed or the same.</summary>
    public static StepOp Outcome(this ResourceStep step) => step switch
    {
        { Op: StepOp.Refresh, New: null } => StepOp.Delete,
        { Op: StepOp.Refresh, ChangedKeys.Length: > 0 } => StepOp.Update,
        { Op: StepOp.Refresh } => step.DetailedDiff is { Count: > 0 } ? StepOp.Update : StepOp.Same,
        _ => step.Op,
    };

    /// <summary>
    /// A replacement is several steps, of which only <see cref="StepOp.Replace"/> counts as the change.
    /// </summary>
    public static bool IsPartOfReplacement(this StepOp op) =>
        op is StepOp.CreateReplacement or StepOp.DeleteReplaced or StepOp.DiscardReplaced or StepOp.ReadReplacement;

    /// <summary>Providers nobody wrote down are the engine's business: not shown, not counted.</summary>
    public static bool IsDefaultProvider(this ResourceStep step) => Urn.IsProviderType(step.Type)
        && (step.Name == "default" || step.Name.StartsWith("default_", StringComparison.Ordinal));

    public static string Parent(this ResourceStep step) => step.New?.Parent ?? step.Old?.Parent ?? "";

    /// <summary><c>pkg:mod/file:Type</c> reads better as <c>pkg:mod:Type</c>.</summary>
    public static string ShortType(string type) => type.Split(':') switch
    {
        [var package, var module, var name] => $"{package}:{module.Split('/')[0]}:{name}",
        _ => type,
    };
}
