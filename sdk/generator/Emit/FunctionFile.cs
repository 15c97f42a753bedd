using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>The file of one function: its class with the calls, its arguments in both forms, its result.</summary>
internal sealed class FunctionFile
{
    private readonly Package package;
    private readonly PackageNames names;
    private readonly Function function;
    private readonly string name;
    private readonly string space;
    private readonly TypeNames types;
    private readonly string generic;
    private readonly string call;
    private readonly bool returns;

    public FunctionFile(Package package, PackageNames names, Function function)
    {
        this.package = package;
        this.names = names;
        this.function = function;
        name = PackageNames.ClassOf(function);
        space = names.NamespaceOf(function.Token, function.Path);
        types = new TypeNames(names, space);
        returns = function.Result is not null || function.ReturnType is not null;
        var result = function.Result is not null ? $"{name}Result"
            : function.ReturnType is { } type ? types.Of(type, TypeUse.Output) : "";
        generic = returns ? $"<{result}>" : "";
        // An answer is an object; a single value comes as its only member.
        call = function.ReturnType is null or ObjectReference ? "Invoke" : "InvokeSingle";
    }

    public GeneratedFile Generate()
    {
        var defaults = new Defaults(package, types);
        var writer = SourceFile.StartTypes(names);
        using (writer.Block($"namespace {space}"))
        {
            if (function.Deprecation is { Length: > 0 } message)
                writer.Line(Literals.Obsolete(message));
            using (writer.Block($"public static class {name}"))
            {
                if (function.SpreadsInputs)
                    WriteSpread(writer);
                else
                    WriteCalls(writer);
            }
            if (function.Inputs is { } inputs && !function.SpreadsInputs)
            {
                new ArgsClass($"{name}Args", "InvokeArgs", TypeUse.Prompt, inputs)
                    .Write(writer.Blank(), types, defaults);
                if (returns && inputs.Count > 0)
                    new ArgsClass($"{name}InvokeArgs", "InvokeArgs", TypeUse.Input, inputs)
                        .Write(writer.Blank(), types, defaults);
            }
            if (function.Result is { } result)
                new OutputClass($"{name}Result", result).Write(writer.Blank(), types);
        }
        return new GeneratedFile($"{names.FolderOf(space)}{name}.cs", writer.ToString());
    }

    private void WriteCalls(CodeWriter writer)
    {
        var optional = function.Inputs?.Any(input => input.Required) != true;
        string Parameter(string type) => optional ? $"{type}? args = null, " : $"{type} args, ";

        var (parameter, value) = function.Inputs is null
            ? ("", "InvokeArgs.Empty")
            : (Parameter($"{name}Args"), $"args ?? new {name}Args()");
        WriteCall(
            writer, $"Task{generic} InvokeAsync({parameter}InvokeOptions? options = null)", $"{call}Async", value);
        if (!returns)
            return;
        (parameter, value) = function.Inputs is null or { Count: 0 }
            ? ("", "InvokeArgs.Empty")
            : (Parameter($"{name}InvokeArgs"), $"args ?? new {name}InvokeArgs()");
        WriteCall(writer.Blank(), $"Output{generic} Invoke({parameter}InvokeOptions? options = null)", call, value);
        // The overloads differ by their options only, so nothing may be left out here.
        var required = parameter.Length == 0 ? "" : $"{name}InvokeArgs args, ";
        WriteCall(writer.Blank(), $"Output{generic} Invoke({required}InvokeOutputOptions options)", call, value);
    }

    private void WriteCall(CodeWriter writer, string signature, string method, string args)
    {
        DocComment.Write(writer, function.Description);
        writer.Line($"public static {signature}");
        using (writer.Indent())
            writer.Line($"=> {Runtime(method)}({Literals.Text(function.Token)}, {args}, options.WithDefaults());");
    }

    private void WriteSpread(CodeWriter writer)
    {
        WriteSpreadCall(writer, $"Task{generic} InvokeAsync", $"{call}Async", TypeUse.Prompt);
        if (returns)
            WriteSpreadCall(writer.Blank(), $"Output{generic} Invoke", call, TypeUse.Input);
    }

    private void WriteSpreadCall(CodeWriter writer, string signature, string method, TypeUse use)
    {
        Members.Check(name, function.Inputs!);
        var parameters = function.Inputs!.Select(input =>
            $"{types.OfField(input.Type, use)}{(input.Required ? "" : "?")} {Parameter(input)}"
            + (input.Required ? "" : " = null")).Append("InvokeOptions? invokeOptions = null");
        DocComment.Write(writer, function.Description);
        using (writer.Block($"public static {signature}({string.Join(", ", parameters)})"))
        {
            writer.Line("var builder = ImmutableDictionary.CreateBuilder<string, object?>();");
            foreach (var input in function.Inputs!)
                writer.Line($"builder[{Literals.Text(input.Name)}] = {Parameter(input)};");
            writer.Line("var args = new global::Pulumi.DictionaryInvokeArgs(builder.ToImmutableDictionary());");
            writer.Line($"return {Runtime(method)}"
                + $"({Literals.Text(function.Token)}, args, invokeOptions.WithDefaults());");
        }
    }

    private string Runtime(string method) => $"global::Pulumi.Deployment.Instance.{method}{generic}";

    private static string Parameter(Property input) =>
        Identifiers.Parameter(Identifiers.Uncapitalize(input.CSharpName ?? input.Name));
}
