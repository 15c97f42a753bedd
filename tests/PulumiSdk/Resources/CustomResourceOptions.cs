namespace Pulumi;

/// <summary>Options of a resource that a provider manages.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    public bool? DeleteBeforeReplace { get; set; }

    public List<string> AdditionalSecretOutputs { get => field ??= []; set; }

    /// <summary>Takes the existing resource with this id under management.</summary>
    public string? ImportId { get; set; }

    public Dictionary<string, string> EnvVarMappings { get => field ??= []; set; }

    /// <summary>A new set of options: scalars of the second win, lists are concatenated.</summary>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = new CustomResourceOptions();
        foreach (var options in new[] { options1, options2 }.OfType<CustomResourceOptions>())
        {
            merged.Overlay(options);
            merged.DeleteBeforeReplace = options.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
            merged.AdditionalSecretOutputs = [.. merged.AdditionalSecretOutputs, .. options.AdditionalSecretOutputs];
            merged.ImportId = options.ImportId ?? merged.ImportId;
            foreach (var (from, to) in options.EnvVarMappings)
                merged.EnvVarMappings[from] = to;
        }

        return merged;
    }
}
