using System.Text.Json;
using Pulumi;
using Pulumi.Utilities;

namespace Peering.Tests.PulumiSdk;

public sealed class ConfigTests : IAsyncLifetime
{
    private RecordingEngine engine = null!;

    public async Task InitializeAsync()
    {
        engine = await RecordingEngine.StartAsync();
        engine.Config["shop:name"] = "main";
        engine.Config["shop:count"] = "3";
        engine.Config["shop:ratio"] = "0.5";
        engine.Config["shop:enabled"] = "true";
        engine.Config["shop:zones"] = """["a","b"]""";
        engine.Config["sample:name"] = "of the provider";
    }

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Values_are_read_as_the_types_asked_for()
    {
        await InProgramAsync(config =>
        {
            Assert.Equal("main", config.Require("name"));
            Assert.Equal(3, config.RequireInt32("count"));
            Assert.Equal(0.5, config.GetDouble("ratio"));
            Assert.True(config.GetBoolean("enabled"));
            Assert.Equal(["a", "b"], config.RequireObject<string[]>("zones"));
            Assert.Equal("of the provider", new Config("sample").Get("name"));
        });
    }

    [Fact]
    public async Task Values_that_are_not_set_are_null()
    {
        await InProgramAsync(config =>
        {
            Assert.Null(config.Get("absent"));
            Assert.Null(config.GetInt32("absent"));
            Assert.Null(config.GetBoolean("absent"));
            Assert.Null(config.GetDouble("absent"));
            Assert.Null(config.GetSecret("absent"));
            Assert.Null(config.GetSecretInt32("absent"));
            Assert.Null(config.GetObject<string[]>("absent"));
        });
    }

    [Fact]
    public async Task Secrets_are_secret_outputs()
    {
        Output<string> text = null!;
        Output<int> number = null!;
        Output<JsonElement> tree = null!;
        await InProgramAsync(config => (text, number, tree) = (
            config.RequireSecret("name"),
            config.RequireSecretInt32("count"),
            config.RequireSecretObject<JsonElement>("zones")));

        Assert.Equal("main", await OutputUtilities.GetValueAsync(text));
        Assert.Equal(3, await OutputUtilities.GetValueAsync(number));
        Assert.Equal(2, (await OutputUtilities.GetValueAsync(tree)).GetArrayLength());
        Assert.True(await Output.IsSecretAsync(text));
        Assert.True(await Output.IsSecretAsync(number));
        Assert.True(await Output.IsSecretAsync(tree));
    }

    [Theory]
    [InlineData(false, "`pulumi config set shop:absent <value>`")]
    [InlineData(true, "`pulumi config set --secret shop:absent <value>`")]
    public async Task A_missing_value_says_how_to_set_it(bool secret, string command)
    {
        var exitCode = await engine.RunAsync(() =>
        {
            var config = new Config();
            _ = secret ? config.RequireSecret("absent") : Output.Create(config.Require("absent"));
        });

        Assert.Equal(32, exitCode);
        Assert.Equal(
            [$"Missing required configuration variable 'shop:absent'. Set a value with {command}."], engine.Errors);
    }

    [Theory]
    [InlineData("int")]
    [InlineData("bool")]
    [InlineData("double")]
    [InlineData("JSON")]
    public async Task A_value_of_another_type_is_named_but_never_printed(string type)
    {
        engine.Config["shop:name"] = "hunter2";
        Assert.Equal(32, await engine.RunAsync(() => _ = type switch
        {
            "int" => (object?)new Config().GetInt32("name"),
            "bool" => new Config().GetBoolean("name"),
            "double" => new Config().GetDouble("name"),
            _ => new Config().GetObject<string[]>("name"),
        }));

        var error = Assert.Single(engine.Errors);
        Assert.Contains("'shop:name' is not", error);
        Assert.Contains(type, error);
        Assert.DoesNotContain("hunter2", error);
    }

    [Fact]
    public void Configuration_outside_a_program_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Config("shop").Get("name"));

        Assert.Contains("Deployment.RunAsync", error.Message);
    }

    private async Task InProgramAsync(Action<Config> check)
    {
        Exception? failure = null;
        await engine.RunAsync(() => failure = Record.Exception(() => check(new Config())));
        Assert.Null(failure);
    }
}
