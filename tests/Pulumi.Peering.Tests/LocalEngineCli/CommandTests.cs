using System.Text.Json.Nodes;

namespace Peering.Tests.LocalEngineCli;

public sealed class CommandTests : IDisposable
{
    private const string StatePath = ".pulumi/stacks/infra/dev.json";
    private readonly TemporaryFolder _folder = new();

    public CommandTests() => _folder.Write("Pulumi.yaml", "name: infra\nruntime: dotnet\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stack_lives_from_init_to_rm()
    {
        Assert.Equal(0, (await RunAsync("stack", "init", "dev")).ExitCode);
        Assert.Equal("NAME  RESOURCE COUNT\ndev   0\n", (await RunAsync("stack", "ls")).Output);
        var state = JsonNode.Parse(_folder.Read(StatePath))!["deployment"]!;
        Assert.Equal("passphrase", state["secrets_providers"]!["type"]!.GetValue<string>());
        Assert.Equal(
            _folder.Read("Pulumi.dev.yaml"), $"encryptionsalt: {state["secrets_providers"]!["state"]!["salt"]}\n");
        Assert.Equal(0, (await RunAsync("stack", "rm")).ExitCode);
        Assert.Equal("[]\n", (await RunAsync("stack", "ls", "--json")).Output);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "Pulumi.dev.yaml")));
    }

    [Fact]
    public async Task A_secret_is_set_listed_masked_and_got_in_clear()
    {
        await RunAsync("stack", "init", "dev");

        var set = await EngineProcess.RunAsync(
            _folder, "test passphrase", "hunter2\n", "config", "set", "--secret", "token");
        Assert.Equal(0, set.ExitCode);
        Assert.Equal(0, (await RunAsync("config", "set", "peering:baseUrl", "http://localhost:1")).ExitCode);

        Assert.DoesNotContain("hunter2", _folder.Read("Pulumi.dev.yaml"), StringComparison.Ordinal);
        Assert.Equal("hunter2\n", (await RunAsync("config", "get", "token")).Output);
        Assert.Equal(
            "KEY              VALUE\ninfra:token      [secret]\npeering:baseUrl  http://localhost:1\n",
                (await RunAsync("config")).Output);
        var wrong = await EngineProcess.RunAsync(_folder, "another", null, "config", "get", "token");
        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("the passphrase does not open the secrets of", wrong.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_imported_state_is_exported_again_with_its_secrets_encrypted_for_this_stack()
    {
        await RunAsync("stack", "init", "dev");
        var document = State("""
            { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": "\"hunter2\"" }
            """);

        var imported = await EngineProcess.RunAsync(_folder, "test passphrase", document, "stack", "import");

        Assert.Equal((0, "Import complete: 1 resource(s) in stack 'dev'\n"), (imported.ExitCode, imported.Output));
        Assert.DoesNotContain("hunter2", _folder.Read(StatePath), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", (await RunAsync("stack", "export")).Output, StringComparison.Ordinal);
        Assert.Contains(
            "\"plaintext\": \"\\\"hunter2\\\"\"",
            (await RunAsync("stack", "export", "--show-secrets")).Output, StringComparison.Ordinal);
        Assert.Equal("Current stack outputs (2):\n    OUTPUT  VALUE\n    key     [secret]\n    url     http://x\n",
            (await RunAsync("stack", "output")).Output);
        Assert.Equal("http://x\n", (await RunAsync("stack", "output", "url")).Output);
        Assert.Equal("{\n  \"key\": \"hunter2\",\n  \"url\": \"http://x\"\n}\n",
            (await RunAsync("stack", "output", "--json", "--show-secrets")).Output);
    }

    [Fact]
    public async Task A_mistake_is_one_message_on_standard_error_and_leaves_the_state_alone()
    {
        await RunAsync("stack", "init", "dev");
        var before = _folder.Read(StatePath);
        _folder.Write("broken.json", "{ oops");

        foreach (var (arguments, message) in Mistakes)
        {
            var outcome = await RunAsync(arguments.Split(' '));

            Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
            Assert.StartsWith("error: ", outcome.Errors, StringComparison.Ordinal);
            Assert.Contains(message, outcome.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
        }
        Assert.Equal(before, _folder.Read(StatePath));
    }

    [Fact]
    public async Task Without_a_passphrase_the_variables_are_named()
    {
        var outcome = await EngineProcess.RunAsync(_folder, null, null, "stack", "init", "dev");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE", outcome.Errors,
            StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, StatePath)));
    }

    [Fact]
    public async Task A_program_that_does_not_compile_is_shown_with_the_errors_of_the_compiler()
    {
        await RunAsync("stack", "init", "dev");
        var before = _folder.Read(StatePath);
        _folder.Write("infra.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
            </Project>
            """);
        _folder.Write("Program.cs", "return missing;");

        var outcome = await RunAsync("up");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("infra.csproj does not compile", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("error CS0103: The name 'missing' does not exist", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Read(StatePath));
    }

    [Fact]
    public async Task The_state_goes_where_it_is_told()
    {
        var elsewhere = Path.Combine(_folder.Path, "states");

        await RunAsync("stack", "init", "dev", "--state", elsewhere);

        Assert.True(File.Exists(Path.Combine(elsewhere, StatePath)));
        Assert.Equal("NAME  RESOURCE COUNT\n", (await RunAsync("stack", "ls")).Output);
    }

    [Fact]
    public async Task Several_stacks_are_not_guessed_between()
    {
        await RunAsync("stack", "init", "dev");
        await RunAsync("stack", "init", "prod");

        Assert.Contains("say which with --stack: dev, prod", (await RunAsync("stack", "output")).Errors,
            StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("stack", "output", "--stack", "prod")).ExitCode);
    }

    [Fact]
    public async Task A_binary_that_does_not_exist_is_named()
    {
        _folder.Write("Pulumi.yaml", "name: infra\nruntime:\n  name: dotnet\n  options:\n    binary: out/infra.dll\n");
        await RunAsync("stack", "init", "dev");

        var outcome = await RunAsync("preview");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"'runtime.options.binary' names {_folder.Path}/out/infra.dll", outcome.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Node_program_without_its_modules_is_told_to_install_them()
    {
        _folder.Write("Pulumi.yaml", "name: infra\nruntime: nodejs\n");
        await RunAsync("stack", "init", "dev");

        Assert.Contains("run 'npm install' there", (await RunAsync("preview")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_verb_fails() => Assert.Equal(1, (await RunAsync("upp")).ExitCode);

    private static (string Arguments, string Message)[] Mistakes =>
    [
        ("stack init dev", "the stack 'dev' exists already"),
        ("stack init a/b", "'a/b' is not a stack name"),
        ("stack output nothing", "the stack 'dev' has no output 'nothing'; it has none"),
        ("stack import --file missing.json", "missing.json does not exist"),
        ("stack import --file broken.json", "the state is not JSON"),
        ("config get nothing", "the configuration key 'infra:nothing' is not set for stack 'dev'"),
        ("config rm nothing", "the configuration key 'infra:nothing' is not set"),
        ("config set a:b:c x", "'a:b:c' is not a configuration key"),
        ("up --stack prod", "no stack 'prod'"),
        ("up --cwd /nowhere", "the directory /nowhere does not exist"),
        ("preview", "no .csproj in"),
        ("import", "say what to import: TYPE NAME ID"),
        ("import peering main 1", "'peering' is not a type token"),
        ("import -f missing.json", "missing.json does not exist"),
    ];

    private Task<EngineProcess.Outcome> RunAsync(params string[] arguments) =>
        EngineProcess.RunAsync(_folder, arguments);

    private static string State(string secret) => $$"""
        {
          "version": 3,
          "deployment": {
            "manifest": { "time": "2024-01-01T00:00:00Z", "magic": "", "version": "" },
            "resources": [
              {
                "urn": "urn:pulumi:dev::infra::pulumi:pulumi:Stack::infra-dev", "custom": false,
                "type": "pulumi:pulumi:Stack", "outputs": { "url": "http://x", "key": {{secret}} }
              }
            ]
          }
        }
        """;
}
