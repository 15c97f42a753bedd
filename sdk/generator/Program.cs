using Peering.SdkGenerator;
using Peering.SdkGenerator.Docs;
using Peering.SdkGenerator.Schema;

var docs = args is ["docs", ..];
if ((docs ? args[1..] : args) is not [var schema, var output])
{
    Console.Error.WriteLine("usage: SdkGenerator [docs] <schema.json> <output dir>");
    return 2;
}
try
{
    var folder = new OutputFolder(output);
    var text = File.ReadAllText(schema);
    var changes = folder.Write(docs ? DocsFiles.Generate(text) : SdkFiles.Generate(text, folder.HasLogo));
    foreach (var file in changes.Removed)
        Console.WriteLine($"removed {file}");
    Console.WriteLine($"{changes.Total} files in {output}, {changes.Written} of them changed");
    return 0;
}
catch (SchemaException failure)
{
    Console.Error.WriteLine($"{schema}{failure.Message}");
    return 1;
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
