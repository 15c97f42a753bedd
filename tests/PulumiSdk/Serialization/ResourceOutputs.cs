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
        (urn, id) = (new("urn", resource), new("id", resource));
        // A stack's properties are assigned by the program, not by the engine.
        properties = resource is Stack
            ? ImmutableDictionary<string, OutputCompletion>.Empty
            : DeclaredOn(resource.GetType()).ToImmutableDictionary(
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
        var outputs = ImmutableArray.CreateBuilder<(string, PropertyInfo)>();
        // Private setters are only found on the class that declares them.
        for (var type = resourceType; type is not null; type = type.BaseType)
        {
            foreach (var property in type.GetProperties(Declared))
            {
                if (property.GetCustomAttribute<OutputAttribute>() is not { } attribute)
                    continue;
                if (property.PropertyType is not { IsGenericType: true } candidate
                    || candidate.GetGenericTypeDefinition() != typeof(Output<>))
                    throw new RunException($"{type.FullName}.{property.Name} is marked [Output] but is not an Output<T>.");
                outputs.Add((attribute.Name ?? property.Name, property));
            }
        }

        return outputs.ToImmutable();
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

    private static OutputCompletion Attach(Resource resource, string name, PropertyInfo property)
    {
        var valueType = property.PropertyType.GenericTypeArguments[0];
        Converter.CheckTarget($"{resource.GetType().FullName}.{property.Name}", valueType);
        if (property.SetMethod is null)
            throw new RunException($"{resource.GetType().FullName}.{property.Name} is marked [Output] but has no setter.");
        var completion = (OutputCompletion)Activator.CreateInstance(
            typeof(OutputCompletion<>).MakeGenericType(valueType), name, resource)!;
        property.SetValue(resource, completion.Untyped);
        return completion;
    }
}
