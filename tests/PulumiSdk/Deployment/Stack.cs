using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The root of a program's resources; derive from it to write the program as a class.</summary>
public class Stack : ComponentResource
{
    internal const string TypeName = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(TypeName, NameIn(Deployment.CurrentRun, options)) => Deployment.CurrentRun.Stack = this;

    /// <summary>The values of the [Output] properties, once the constructor has assigned them.</summary>
    /// <exception cref="RunException">A property is not an output, or was not assigned.</exception>
    internal IDictionary<string, object?> OutputProperties()
    {
        var properties = ResourceOutputs.DeclaredOn(GetType());
        ImmutableArray<string> unassigned =
            [.. properties.Where(output => output.Property.GetValue(this) is null).Select(output => output.Name)];
        return unassigned.IsEmpty
            ? properties.ToImmutableDictionary(output => output.Name, output => output.Property.GetValue(this))
            : throw new RunException($"The stack {GetType().Name} has [Output] properties without a value: "
                + $"{string.Join(", ", unassigned)}. Assign them in its constructor.");
    }

    private static string NameIn(DeploymentRun run, StackOptions? options)
    {
        Refusals.Check(options);
        return run.Stack is null
            ? $"{run.Settings.Project}-{run.Settings.Stack}"
            : throw new InvalidOperationException("A program has one stack: another one was made already.");
    }
}
