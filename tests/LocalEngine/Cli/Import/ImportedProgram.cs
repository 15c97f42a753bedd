using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalEngine.Deployment;
using LocalEngine.State;
using LocalEngine.Values;

namespace LocalEngine.Cli.Import;

/// <summary>The C# program text for what was imported, to be pasted into the user's program.</summary>
internal sealed class ImportedProgram(
    IReadOnlyDictionary<string, JsonObject> schemas, IReadOnlyDictionary<string, string> nameTable)
{
    private readonly HashSet<string> _variables = [.. nameTable.Keys, "config"];
    private readonly Dictionary<string, string> _variableOf = nameTable.ToDictionary(n => n.Value, n => n.Key);

    public string Of(IReadOnlyList<ResourceState> resources)
    {
        var usings = new SortedSet<string>(StringComparer.Ordinal);
        var secrets = new List<string>();
        var body = new StringBuilder();
        foreach (var resource in resources) _variableOf[resource.Urn] = CSharpNames.Variable(resource.Name, _variables);
        foreach (var resource in resources)
        {
            if (body.Length > 0) body.Append('\n');
            body.Append(Declaration(resource, usings, secrets));
        }
        var text = new StringBuilder("using System.Collections.Generic;\nusing Pulumi;\n");
        foreach (var line in usings) text.Append(line).Append('\n');
        text.Append("\nreturn await Deployment.RunAsync(() =>\n{\n");
        if (secrets.Count > 0) text.Append("    var config = new Config();\n");
        foreach (var key in secrets)
            text.Append($"    // pulumi config set --secret {key}\n");
        if (secrets.Count > 0) text.Append('\n');
        return text.Append(body).Append("});\n").ToString();
    }

    private string Declaration(ResourceState resource, SortedSet<string> usings, List<string> secrets)
    {
        var package = resource.Type.Split(':')[0];
        if (!schemas.TryGetValue(package, out var schema))
        {
            return $"    // {resource.Type} '{resource.Name}': "
                + $"the provider {package} has no schema to write C# from.\n";
        }
        var names = new CSharpNames(schema);
        usings.Add($"using {names.Alias} = {names.Namespace};");
        var spec = schema["resources"]?[resource.Type] as JsonObject ?? [];
        var properties = spec["inputProperties"] as JsonObject ?? [];
        var variable = _variableOf[resource.Urn];
        var values = new CSharpValue(schema, names);
        var inputs = resource.Inputs.Where((name, value) => !IsDefault(value, properties[name]));
        var arguments = inputs.Count == 0 ? "" : $", new()\n{values.Members(inputs, properties, 4, variable)}";
        secrets.AddRange(values.SecretKeys);
        var options = Options(resource);
        if (inputs.Count == 0 && options.Length > 0) arguments = ", null";
        return $"    var {variable} = new {names.Resource(resource.Type)}({CSharpValue.Literal(resource.Name)}"
            + $"{arguments}{options});\n";
    }

    /// <summary>What the SDK fills in by itself needs no line.</summary>
    private static bool IsDefault(PropertyValue value, JsonNode? property) => (value, property?["default"]) switch
    {
        (TextValue text, JsonValue json) => json.GetValueKind() == JsonValueKind.String
            && json.GetValue<string>() == text.Value,
        (BoolValue flag, JsonValue json) => json.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            && json.GetValue<bool>() == flag.Value,
        (NumberValue number, JsonValue json) => json.GetValueKind() == JsonValueKind.Number
            && json.GetValue<double>().Equals(number.Value),
        _ => false,
    };

    private string Options(ResourceState resource)
    {
        var options = new List<string>();
        if (Variable(resource.Parent) is { } parent) options.Add($"Parent = {parent},");
        if (ProviderReference.TryParse(resource.Provider) is { } provider && Variable(provider.ProviderUrn) is { } own)
            options.Add($"Provider = {own},");
        if (resource.Protect) options.Add("Protect = true,");
        return options.Count == 0
            ? ""
            : $", new CustomResourceOptions\n    {{\n{string.Concat(options.Select(o => $"        {o}\n"))}    }}";
    }

    private string? Variable(string urn) => _variableOf.GetValueOrDefault(urn);
}
