using Peering.SdkGenerator;
using Peering.SdkGenerator.Schema;

if (args is not [var schema, var output])
{
    Console.Error.WriteLine("usage: SdkGenerator <schema.json> <output dir>");
    return 2;
}
try
{
    var folder = new OutputFolder(output);
    var changes = folder.Write(SdkFiles.Generate(File.ReadAllText(schema), folder.HasLogo));
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
