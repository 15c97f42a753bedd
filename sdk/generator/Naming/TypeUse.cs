namespace Peering.SdkGenerator.Naming;

/// <summary>The place a type is written at; one schema type has a different C# type in each.</summary>
internal enum TypeUse
{
    /// <summary>Properties of resources, fields of results.</summary>
    Output,

    /// <summary>Arguments that accept outputs of other resources.</summary>
    Input,

    /// <summary>Extra arguments of a resource's <c>Get</c>.</summary>
    State,

    /// <summary>Arguments of a function that is awaited: values that are known.</summary>
    Prompt,

    /// <summary>Configuration variables, read from JSON.</summary>
    Config,
}
