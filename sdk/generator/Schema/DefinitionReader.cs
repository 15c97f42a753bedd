using System.Globalization;
using System.Text.Json;

namespace Peering.SdkGenerator.Schema;

/// <summary>Reads what has a token: resources, functions, object types and enums.</summary>
internal sealed class DefinitionReader(TypeReader types, PropertyReader properties)
{
    private const string Overlay = "code written by hand elsewhere cannot be generated";

    public Resource Resource(string token, SchemaNode node, bool isProvider)
    {
        // listInputs is what `pulumi do` lists by; programs do not see it.
        node.ExpectKeys(
            "type", "description", "properties", "required", "inputProperties", "requiredInputs", "stateInputs",
            "listInputs", "aliases", "deprecationMessage", "isComponent", "methods", "isOverlay",
            "overlaySupportedLanguages", "language");
        node.Refuse("isOverlay", Overlay).Refuse("methods", "resources have no methods in the generated SDK");
        var isComponent = node.Flag("isComponent");
        if (isProvider && (isComponent || node.Has("stateInputs")))
            throw node.Error("a provider can neither be a component nor be looked up");
        var outputs = properties.Read(node, "properties", "required");
        if (isComponent && outputs.FirstOrDefault(output => output.Secret) is { } secret)
            throw new SchemaException(secret.Path, "a component has no list of secret outputs");
        var inputs = properties.Read(node, "inputProperties", "requiredInputs");
        if (isProvider && inputs.FirstOrDefault(input => input.Name == "version") is { } version)
            throw new SchemaException(version.Path, "this input name of a provider is reserved");
        return new Resource(
            token, node.Path, isProvider, isComponent,
            PropertyReader.CSharp(node)?.ExpectKeys("name").Text("name"),
            node.Text("description"), node.Text("deprecationMessage"), outputs, inputs,
            node.Get("stateInputs") is { } state ? properties.ReadObject(state) : null,
            [.. node.Items("aliases").Select(Alias)]);
    }

    public Function Function(string token, SchemaNode node)
    {
        node.ExpectKeys(
            "description", "inputs", "outputs", "returnType", "multiArgumentInputs", "deprecationMessage",
            "isOverlay", "overlaySupportedLanguages", "language");
        node.Refuse("isOverlay", Overlay);
        PropertyReader.CSharp(node)?.ExpectKeys();
        if (node.Has("outputs") && node.Has("returnType"))
            throw node.Error("has both 'outputs' and 'returnType'; keep one");
        var inputs = node.Get("inputs") is { } bag ? properties.ReadObject(bag) : null;
        var result = node.Get("outputs") ?? node.Get("returnType");
        var isObject = result is { } value && value.ExpectObject().Has("properties");
        return new Function(
            token, node.Path, node.Text("description"), node.Text("deprecationMessage"),
            node.Has("multiArgumentInputs") ? Spread(node, inputs ?? []) : inputs, node.Has("multiArgumentInputs"),
            isObject ? properties.ReadObject(result!.Value) : null,
            result is { } type && !isObject ? types.Read(type.ExpectKeys([.. TypeReader.Keys, "description"])) : null);
    }

    public ObjectDefinition Object(string token, SchemaNode node)
    {
        node.ExpectKeys(
            "type", "description", "properties", "required", "isOverlay", "overlaySupportedLanguages", "language");
        node.Refuse("isOverlay", Overlay);
        PropertyReader.CSharp(node)?.ExpectKeys();
        if (node.Text("type") != "object")
            throw node.Error("a type is an object or an enum");
        return new ObjectDefinition(
            token, node.Path, node.Text("description"), properties.Read(node, "properties", "required"));
    }

    public static EnumDefinition Enum(string token, SchemaNode node, Primitive kind)
    {
        node.ExpectKeys("type", "description", "enum", "isOverlay", "overlaySupportedLanguages", "language");
        node.Refuse("isOverlay", Overlay);
        PropertyReader.CSharp(node)?.ExpectKeys();
        var members = node.Items("enum").Select(member => Member(member, kind)).ToList();
        if (members.Count == 0)
            throw node.Error("an enum needs at least one value");
        return new EnumDefinition(token, node.Path, node.Text("description"), kind, members);
    }

    private static EnumMember Member(SchemaNode node, Primitive kind)
    {
        node.ExpectKeys("name", "value", "description", "deprecationMessage");
        var value = node.Get("value") ?? throw node.Error("needs a 'value'");
        var fits = kind switch
        {
            Primitive.String => value.Value.ValueKind == JsonValueKind.String,
            Primitive.Integer => value.Value.ValueKind == JsonValueKind.Number && value.Value.TryGetInt32(out _),
            _ => value.Value.ValueKind == JsonValueKind.Number,
        };
        if (!fits)
            throw value.Error("the value is not one of the enum's type");
        var text = kind == Primitive.String
            ? value.AsText()
            : value.Value.GetDouble().ToString(CultureInfo.InvariantCulture);
        return new EnumMember(
            node.Path, node.Text("name") is { Length: > 0 } name ? name : text, value.Value,
            node.Text("description"), node.Text("deprecationMessage"));
    }

    private static string Alias(SchemaNode node) =>
        node.ExpectKeys("type").Text("type") ?? throw node.Error("an alias needs a 'type'");

    // The list gives the order of the parameters, which a JSON object does not have.
    private static List<Property> Spread(SchemaNode node, IReadOnlyList<Property> inputs)
    {
        var order = node.Texts("multiArgumentInputs");
        var list = node.Get("multiArgumentInputs")!.Value;
        if (order.Count != inputs.Count || order.Except(inputs.Select(input => input.Name)).Any())
            throw list.Error("must name every input of the function once");
        var sorted = order.Select(name => inputs.First(input => input.Name == name)).ToList();
        if (sorted.SkipWhile(input => input.Required).FirstOrDefault(input => input.Required) is { } late)
            throw list.Error($"the required '{late.Name}' must stand before the optional parameters");
        return sorted;
    }
}
