using System.Collections.Immutable;
using System.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>The output properties of one resource, waiting for what the engine answers.</summary>
internal sealed class ResourceOutputs
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly OutputCompletion<string> urn;
    private readonly OutputCompletion<string> id;
    private readonly ImmutableDictionary<string, OutputCompletion> properties;

    private ResourceOutputs(Resource resource)
    {
        // A stack's properties are assigned by the program, not by the engine.
        ImmutableArray<(string Name, PropertyInfo Property)> declared =
            resource is Stack ? [] : DeclaredOn(resource.GetType());
        // All is checked before the first output is made: one that is never settled would keep the run from ending.
        foreach (var (_, property) in declared)
            Check(property);
        (urn, id) = (new("urn", resource), new("id", resource));
        properties = declared.ToImmutableDictionary(
            output => output.Name, output => Attach(resource, output.Name, output.Property));
    }

    public static ResourceOutputs Attach(Resource resource, bool custom, out Output<string> urn, out Output<string>? id)
    {
        var outputs = new ResourceOutputs(resource);
        urn = outputs.urn.Output;
        id = custom ? outputs.id.Output : null;
        return outputs;
    }

    /// <summary>The [Output] properties of a class and its bases, under their names on the wire.</summary>
    public static ImmutableArray<(string Name, PropertyInfo Property)> DeclaredOn(System.Type resourceType)
    {
        var outputs = new List<(string Name, PropertyInfo Property)>();
        // Private setters are only found on the class that declares them.
        for (var type = resourceType; type is not null; type = type.BaseType)
        {
            foreach (var property in type.GetProperties(Declared))
            {
                if (property.GetCustomAttribute<OutputAttribute>() is not { } attribute)
                    continue;
                if (property.PropertyType is not { IsGenericType: true } candidate
                    || candidate.GetGenericTypeDefinition() != typeof(Output<>))
                    throw Unusable(property, "is not an Output<T>");
                outputs.Add((attribute.Name ?? property.Name, property));
            }
        }

        return [.. outputs.DistinctBy(output => output.Name)];
    }

    public void Settle(ResolvedResource resolved, DeploymentRun run)
    {
        urn.Set(OutputData.Known<object?>(resolved.Urn));
        id.Set(resolved.Id is "" ? OutputData.Unknown<object?>() : OutputData.Known<object?>(resolved.Id));
        foreach (var (name, output) in properties)
        {
            if (resolved.Properties.Fields.TryGetValue(name, out var value))
                SetOrWarn(output, value, run);
            else if (run.Settings.IsDryRun)
                output.Set(OutputData.Unknown<object?>());
            else
                output.Set(OutputData.Known<object?>(null));
        }
    }

    public void Fail(Exception exception)
    {
        urn.Fail(exception);
        id.Fail(exception);
        foreach (var output in properties.Values)
            output.Fail(exception);
    }

    private static RunException Unusable(PropertyInfo property, string problem) =>
        new($"{property.DeclaringType?.FullName}.{property.Name} is marked [Output] but {problem}.");

    private static void SetOrWarn(OutputCompletion output, Value value, DeploymentRun run)
    {
        var data = Deserializer.Deserialize(value);
        try
        {
            output.Set(data);
        }
        catch (ConversionException exception)
        {
            // The resource is what it is: one property of another type than the SDK expects must not fail the program.
            run.Log.Write(Pulumirpc.LogSeverity.Warning, exception.Message, output.Resource);
            output.Set(data with { Value = null });
        }
    }

    private static void Check(PropertyInfo property)
    {
        Converter.CheckTarget(
            $"{property.DeclaringType?.FullName}.{property.Name}", property.PropertyType.GenericTypeArguments[0]);
        if (property.SetMethod is null)
            throw Unusable(property, "has no setter");
    }

    private static OutputCompletion Attach(Resource resource, string name, PropertyInfo property)
    {
        var completion = (OutputCompletion)Activator.CreateInstance(
            typeof(OutputCompletion<>).MakeGenericType(property.PropertyType.GenericTypeArguments), name, resource)!;
        property.SetValue(resource, completion.Untyped);
        return completion;
    }
}
