using System.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>Makes references objects again: of the class that stands for their type, if there is one.</summary>
internal static class ResourceReferences
{
    public static OutputData<object?> Resolve(Struct reference)
    {
        var urn = reference.Fields["urn"].StringValue;
        var version = reference.Fields.GetValueOrDefault("packageVersion")?.StringValue;
        return OutputData.Known<object?>(Construct(urn, version) ?? new DependencyResource(urn, Id(reference)));
    }

    private static Output<string> Id(Struct reference)
    {
        var id = reference.Fields.GetValueOrDefault("id")?.StringValue;
        return string.IsNullOrEmpty(id) || Signatures.IsUnknown(id)
            ? new(Task.FromResult(OutputData.Unknown<string>()))
            : Output.Create(id);
    }

    private static Resource? Construct(string urn, string? version)
    {
        if (Find(Urn.TypeOf(urn), version) is not { } type)
            return null;
        // Generated resources have one public constructor: name, arguments, options.
        var constructor = type.GetConstructors().SingleOrDefault(candidate => candidate.GetParameters().Length == 3)
            ?? throw new InvalidOperationException($"{type.FullName} has no constructor (name, arguments, options).");
        object options = constructor.GetParameters()[2].ParameterType == typeof(ComponentResourceOptions)
            ? new ComponentResourceOptions { Urn = urn }
            : new CustomResourceOptions { Urn = urn };
        object?[] arguments = [Urn.NameOf(urn), null, options];
        return (Resource)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static System.Type? Find(string resourceType, string? version) =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic && MayHoldResources(assembly))
            .SelectMany(assembly => assembly.GetTypes())
            .Select(type => (Type: type, Attribute: type.GetCustomAttribute<ResourceTypeAttribute>(inherit: false)))
            .Where(candidate => candidate.Attribute?.Type == resourceType)
            .OrderByDescending(candidate => candidate.Attribute!.Version == version)
            .Select(candidate => candidate.Type)
            .FirstOrDefault();

    private static bool MayHoldResources(Assembly assembly)
    {
        var own = typeof(Resource).Assembly.GetName().Name;
        return assembly.GetReferencedAssemblies().Any(reference => reference.Name == own);
    }
}
