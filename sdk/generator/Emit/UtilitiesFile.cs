using Peering.SdkGenerator.Naming;
using Peering.SdkGenerator.Schema;

namespace Peering.SdkGenerator.Emit;

/// <summary>What all generated classes share: the environment, the version, the options of calls.</summary>
internal static class UtilitiesFile
{
    public static GeneratedFile Generate(Package package, PackageNames names)
    {
        var writer = SourceFile.Start();
        using (writer.Block($"namespace {names.Namespace}"))
        {
            using (writer.Block("static class Utilities"))
            {
                WriteEnvironment(writer);
                WriteOptions(writer, package.PluginDownloadUrl);
                WriteVersion(writer, names);
            }
            writer.Blank();
            var attribute = $"{names.Package}ResourceTypeAttribute";
            using (writer.Block($"internal sealed class {attribute} : global::Pulumi.ResourceTypeAttribute"))
                writer.Line($"public {attribute}(string type) : base(type, Utilities.Version)").Line("{").Line("}");
        }
        return new GeneratedFile("Utilities.cs", writer.ToString());
    }

    private static void WriteEnvironment(CodeWriter writer)
    {
        using (writer.Block("public static string? GetEnv(params string[] names)"))
        {
            using (writer.Block("foreach (var name in names)"))
            {
                writer.Line("var value = global::System.Environment.GetEnvironmentVariable(name);");
                using (writer.Block("if (value != null)"))
                    writer.Line("return value;");
            }
            writer.Line("return null;");
        }
        writer.Blank();
        using (writer.Block("public static bool? GetEnvBoolean(params string[] names)"))
        {
            using (writer.Block("switch (GetEnv(names))"))
            {
                writer.Line("case \"1\" or \"t\" or \"T\" or \"true\" or \"TRUE\" or \"True\":");
                using (writer.Indent())
                    writer.Line("return true;");
                writer.Line("case \"0\" or \"f\" or \"F\" or \"false\" or \"FALSE\" or \"False\":");
                using (writer.Indent())
                    writer.Line("return false;");
                writer.Line("default:");
                using (writer.Indent())
                    writer.Line("return null;");
            }
        }
        writer.Blank();
        WriteNumber(writer, "int", "Int32", "Integer");
        WriteNumber(writer, "double", "Double", "Float");
    }

    // A program's culture must not change how its environment is read.
    private static void WriteNumber(CodeWriter writer, string type, string name, string style)
    {
        writer.Line($"public static {type}? GetEnv{name}(params string[] names) =>");
        using (writer.Indent())
        {
            writer.Line($"{type}.TryParse(GetEnv(names), global::System.Globalization.NumberStyles.{style},");
            using (writer.Indent())
            {
                writer.Line($"global::System.Globalization.CultureInfo.InvariantCulture, out var value) "
                    + $"? ({type}?)value : null;");
            }
        }
        writer.Blank();
    }

    private static void WriteOptions(CodeWriter writer, string? downloadUrl)
    {
        writer.Line("[global::System.Obsolete(\"Use WithDefaults.\")]");
        using (writer.Block(
            "public static global::Pulumi.InvokeOptions WithVersion(this global::Pulumi.InvokeOptions? options)"))
        {
            writer.Line("var result = options ?? new global::Pulumi.InvokeOptions();");
            writer.Line("result.Version ??= Version;");
            writer.Line("return result;");
        }
        writer.Blank();
        foreach (var type in (string[])["global::Pulumi.InvokeOptions", "global::Pulumi.InvokeOutputOptions"])
        {
            using (writer.Block($"public static {type} WithDefaults(this {type}? src)"))
            {
                writer.Line($"var result = src ?? new {type}();");
                writer.Line("result.Version ??= Version;");
                if (downloadUrl is { Length: > 0 } url)
                    writer.Line($"result.PluginDownloadURL ??= {Literals.Text(url)};");
                writer.Line("return result;");
            }
            writer.Blank();
        }
    }

    private static void WriteVersion(CodeWriter writer, PackageNames names)
    {
        writer.Line("public static string Version { get; } = ReadVersion();").Blank();
        using (writer.Block("private static string ReadVersion()"))
        {
            var resource = Literals.Text($"{names.Namespace}.version.txt");
            writer.Line($"using var stream = typeof(Utilities).Assembly.GetManifestResourceStream({resource})");
            var missing = Literals.Text(
                $"{names.Namespace} has no embedded version.txt: build it by its project file.");
            using (writer.Indent())
                writer.Line($"?? throw new global::System.NotSupportedException({missing});");
            writer.Line("using var reader = new global::System.IO.StreamReader(stream);");
            writer.Line("var lines = reader.ReadToEnd().Trim().Split('\\n');");
            writer.Line("// With two lines the first one is the name of the provider.");
            writer.Line("return lines[lines.Length == 2 ? 1 : 0].Trim();");
        }
    }
}
