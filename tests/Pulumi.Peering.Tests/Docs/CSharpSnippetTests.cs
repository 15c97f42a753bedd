using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Peering.Tests.Docs;

/// <summary>Every C# program that users are shown compiles against the SDK as it stands, without any using of ours.</summary>
public sealed class CSharpSnippetTests
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file) is "Pulumi.dll" or "Pulumi.Peering.dll"
                || Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ]);

    public static TheoryData<string> Tokens => [.. Snippets.Tokens];

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Every_kind_and_function_has_a_program_that_compiles(string token)
    {
        var programs = Snippets.OfToken(token).Where(snippet => snippet.Language == "csharp").ToList();
        Assert.NotEmpty(programs);
        Assert.All(programs, Compiles);
    }

    [Fact]
    public void The_programs_of_the_pages_compile()
    {
        var programs = Snippets.OfPages().Where(snippet => snippet.Language == "csharp").ToList();
        Assert.Contains(programs, program => program.Place == "README.md");
        Assert.All(programs, Compiles);
    }

    [Fact]
    public void A_program_with_a_wrong_name_does_not_compile() =>
        Assert.NotEmpty(Errors("""new Pulumi.Peering.AwsNetworkContainer("one", new() { RegionNme = "us-east-1" });"""));

    private static void Compiles(Snippet snippet) => Assert.Empty(Errors(snippet.Code));

    private static IEnumerable<string> Errors(string code) => CSharpCompilation.Create(
            "Snippet", [CSharpSyntaxTree.ParseText(code)], References.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable))
        .GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error).Select(problem => problem.ToString());
}
