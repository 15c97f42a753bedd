using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>The file of one resource, component or provider: its class, its arguments, its lookup state.</summary>
internal sealed class ResourceFile(Package package, PackageNames names, Resource resource)
{
    private readonly string name = PackageNames.ClassOf(resource);
    private readonly string space = names.NamespaceOf(resource.Token, resource.Path);
    private readonly string options = resource.IsComponent ? "ComponentResourceOptions" : "CustomResourceOptions";
    private readonly string token = Literals.Text(resource.IsProvider ? package.Name : resource.Token);
    private readonly bool argsAreOptional = !resource.Inputs.Any(input => input.Required);
    private readonly bool hasConstants = resource.Inputs.Any(input => input.Const is not null);

    // A provider's outputs arrive as text, so only text is offered.
    private readonly IReadOnlyList<Property> outputs = resource.IsProvider
        ? [.. resource.Outputs.Where(output => output.Type is PrimitiveType { Kind: Primitive.String })]
        : resource.Outputs;

    private bool CanBeLookedUp => !resource.IsProvider && !resource.IsComponent;

    private string StateParameter => resource.StateInputs is null ? "" : $"{name}State? state = null, ";

    public GeneratedFile Generate()
    {
        var types = new TypeNames(names, space);
        var defaults = new Defaults(package, types);
        var writer = SourceFile.StartTypes(names);
        using (writer.Block($"namespace {space}"))
        {
            WriteClass(writer, types, defaults);
            var args = new ArgsClass($"{name}Args", "ResourceArgs", TypeUse.Input, resource.Inputs)
            {
                IsProvider = resource.IsProvider,
            };
            args.Write(writer.Blank(), types, defaults);
            if (resource.StateInputs is { } inputs)
            {
                var state = new ArgsClass($"{name}State", "ResourceArgs", TypeUse.State, inputs);
                state.Write(writer.Blank(), types, defaults);
            }
        }
        return new GeneratedFile($"{names.FolderOf(space)}{name}.cs", writer.ToString());
    }

    private void WriteClass(CodeWriter writer, TypeNames types, Defaults defaults)
    {
        var baseClass = resource.IsProvider ? "ProviderResource"
            : resource.IsComponent ? "ComponentResource" : "CustomResource";
        string[] inherited = ["Urn", "GetResourceType", "GetResourceName", "Get", "MakeArgs", "MakeResourceOptions"];
        Members.Check(name, outputs, resource.IsComponent ? inherited : [.. inherited, "Id"]);
        DocComment.Write(writer, resource.Description);
        if (resource.Deprecation is { Length: > 0 } message)
            writer.Line(Literals.Obsolete(message));
        writer.Line($"[{names.Package}ResourceType({Literals.Text(resource.Token)})]");
        using (writer.Block($"public partial class {name} : global::Pulumi.{baseClass}"))
        {
            foreach (var output in outputs)
                WriteOutput(writer, types, output);
            WriteConstructors(writer);
            if (hasConstants)
                WriteMakeArgs(writer.Blank(), defaults);
            WriteMakeResourceOptions(writer.Blank());
            if (CanBeLookedUp)
                WriteGet(writer.Blank());
        }
    }

    private static void WriteOutput(CodeWriter writer, TypeNames types, Property output)
    {
        DocComment.Write(writer, output.Description);
        writer.Line($"[Output({Literals.Text(output.Name)})]");
        if (output.Deprecation is { Length: > 0 } message)
            writer.Line(Literals.Obsolete(message));
        var type = types.Nullable(output.Type, TypeUse.Output, output.Required);
        writer.Line($"public Output<{type}> {Members.NameOf(output)} {{ get; private set; }} = null!;").Blank();
    }

    private void WriteConstructors(CodeWriter writer)
    {
        DocComment.WriteXml(writer, $"Declares the {name} of the given name.");
        writer.Line("/// <param name=\"name\">The name of the resource in the program, unique among its kind.</param>");
        writer.Line("/// <param name=\"args\">What the resource is to be.</param>");
        writer.Line("/// <param name=\"options\">How the engine is to treat the resource.</param>");
        var args = argsAreOptional ? $"{name}Args? args = null" : $"{name}Args args";
        var given = hasConstants ? "MakeArgs(args)" : $"args ?? new {name}Args()";
        var remote = resource.IsComponent ? ", remote: true" : "";
        writer.Line($"public {name}(string name, {args}, {options}? options = null)");
        using (writer.Indent())
            writer.Line($": base({token}, name, {given}, MakeResourceOptions(options, \"\"){remote})");
        writer.Line("{").Line("}");
        if (!CanBeLookedUp)
            return;
        var state = resource.StateInputs is null ? "null" : "state";
        writer.Blank();
        writer.Line($"private {name}(string name, Input<string> id, {StateParameter}{options}? options = null)");
        using (writer.Indent())
            writer.Line($": base({token}, name, {state}, MakeResourceOptions(options, id))");
        writer.Line("{").Line("}");
    }

    private void WriteMakeArgs(CodeWriter writer, Defaults defaults)
    {
        using (writer.Block($"private static {name}Args MakeArgs({name}Args? args)"))
        {
            writer.Line($"args ??= new {name}Args();");
            foreach (var input in resource.Inputs.Where(input => input.Const is not null))
            {
                var value = defaults.Value(input, input.Const!.Value, TypeUse.Input);
                writer.Line($"args.{Members.NameOf(input)} = {value};");
            }
            writer.Line("return args;");
        }
    }

    private void WriteMakeResourceOptions(CodeWriter writer)
    {
        using (writer.Block($"private static {options} MakeResourceOptions({options}? options, Input<string>? id)"))
        {
            writer.Line($"var defaultOptions = new {options}");
            using (writer.Block(end: "};"))
            {
                writer.Line("Version = Utilities.Version,");
                if (package.PluginDownloadUrl is { Length: > 0 } url)
                    writer.Line($"PluginDownloadURL = {Literals.Text(url)},");
                WriteList(writer, "Aliases",
                    resource.Aliases.Select(alias => $"new global::Pulumi.Alias {{ Type = {Literals.Text(alias)} }}"));
                WriteList(writer, "AdditionalSecretOutputs",
                    outputs.Where(output => output.Secret).Select(output => Literals.Text(output.Name)));
                WriteList(writer, "ReplaceOnChanges",
                    ReplacePaths.Of(package, resource).Select(Literals.Text));
            }
            writer.Line($"var merged = {options}.Merge(defaultOptions, options);");
            writer.Line("// An id given to the constructor or to Get wins over one in the options.");
            writer.Line("merged.Id = id ?? merged.Id;");
            writer.Line("return merged;");
        }
    }

    private static void WriteList(CodeWriter writer, string option, IEnumerable<string> items)
    {
        var list = items.ToList();
        if (list.Count == 0)
            return;
        writer.Line($"{option} =");
        using (writer.Block(end: "},"))
        {
            foreach (var item in list)
                writer.Line($"{item},");
        }
    }

    private void WriteGet(CodeWriter writer)
    {
        DocComment.WriteXml(writer, $"Reads the {name} that has the given id, which the program does not manage.");
        writer.Line("/// <param name=\"name\">The name of the resource in the program, unique among its kind.</param>");
        writer.Line("/// <param name=\"id\">The id the provider knows the resource by.</param>");
        if (resource.StateInputs is not null)
            writer.Line("/// <param name=\"state\">What else the provider needs to find the resource.</param>");
        writer.Line("/// <param name=\"options\">How the engine is to treat the resource.</param>");
        var state = resource.StateInputs is null ? "" : "state, ";
        using (writer.Block(
            $"public static {name} Get(string name, Input<string> id, {StateParameter}{options}? options = null)"))
            writer.Line($"return new {name}(name, id, {state}options);");
    }
}
