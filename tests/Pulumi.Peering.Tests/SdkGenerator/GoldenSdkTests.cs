using System.Reflection;
using System.Text.Json;
using Pulumi;
using Pulumi.GoldenKit;
using Pulumi.GoldenKit.Inputs;
using Pulumi.GoldenKit.Networking.V1;
using Pulumi.Utilities;

namespace Peering.Tests.SdkGenerator;

/// <summary>What the golden SDK does once it is compiled.</summary>
public class GoldenSdkTests
{
    private static readonly Type[] Types = typeof(Vault).Assembly.GetTypes();

    [Fact]
    public void Every_resource_asks_for_the_plugin_of_the_sdks_own_version()
    {
        var version = typeof(Vault).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;
        var resources = Types.Select(type => type.GetCustomAttribute<ResourceTypeAttribute>())
            .OfType<ResourceTypeAttribute>().ToDictionary(attribute => attribute.Type, attribute => attribute.Version);

        Assert.Equal(
            ["golden-kit:index:Group", "golden-kit:index:OldVault", "golden-kit:index:Vault", "golden-kit:net/v1:Owner",
                "pulumi:providers:golden-kit"],
            resources.Keys.Order(StringComparer.Ordinal));
        Assert.All(resources.Values, asked => Assert.Equal(version, asked));
    }

    [Fact]
    public void Every_resource_has_the_one_constructor_that_references_are_built_with() =>
        Assert.All(
            Types.Where(type => typeof(Resource).IsAssignableFrom(type)),
            type => Assert.Single(type.GetConstructors(), constructor => constructor.GetParameters().Length == 3));

    [Fact]
    public void Every_output_type_has_a_constructor_that_sets_all_of_it()
    {
        var outputs = Types.Where(type => type.GetCustomAttribute<OutputTypeAttribute>() is not null).ToList();

        Assert.NotEmpty(outputs);
        Assert.All(outputs, type =>
        {
            var constructor = Assert.Single(
                type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic),
                candidate => candidate.GetCustomAttribute<OutputConstructorAttribute>() is not null);
            Assert.Equal(
                type.GetFields().Select(field => field.FieldType),
                constructor.GetParameters().Select(parameter => parameter.ParameterType));
        });
    }

    [Fact]
    public async Task Secret_arguments_are_secret_in_every_form()
    {
        using var document = JsonDocument.Parse("""{ "a": 1 }""");
        var args = new VaultArgs
        {
            Pin = "1234",
            Limits = new LimitsArgs { Max = 1 },
            SecretDocument = document,
            PinOrDoor = new DoorArgs { Kind = "door" },
            Sku = "small",
        };
        args.Notes = new InputList<string> { "one", "two" };
        args.SecretLabels = new InputMap<string> { ["a"] = "b" };

        Assert.True(await IsSecret(args.Pin));
        Assert.True(await IsSecret(args.Notes));
        Assert.True(await IsSecret(args.Limits));
        Assert.True(await IsSecret(args.SecretDocument));
        Assert.True(await IsSecret(args.PinOrDoor));
        Assert.True(await IsSecret(args.SecretLabels));
        Assert.False(await IsSecret(args.Sku));
        Assert.Equal("1234", await ValueOf(args.Pin));
        Assert.Equal(["one", "two"], (await ValueOf(args.Notes)).AsEnumerable());
        Assert.Equal("b", (await ValueOf(args.SecretLabels))["a"]);
        Assert.Equal(1, (await ValueOf(args.SecretDocument)).GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task Defaults_are_set_where_nobody_says_otherwise()
    {
        var args = new VaultArgs();

        Assert.True(await ValueOf(args.Closed!));
        Assert.Equal(Mode.Fast, await ValueOf(new VaultOwnerArgs().Mode!));
        Assert.Equal(Priority.Low, await ValueOf(args.Priority!));
        Assert.Equal(Weight.Light, await ValueOf(args.Weight!));
        Assert.Equal("fast", (await ValueOf(args.Relaxed!)).AsT0);
        Assert.Equal("eu", await ValueOf(args.ZoneName!));
        Assert.False(args.Fixed);
    }

    [Fact]
    public async Task The_environment_comes_before_the_default_and_its_first_name_first()
    {
        using var endpoint = new Variable("GOLDEN_URL", "second");
        Assert.Equal("second", await ValueOf(new ProviderArgs().Endpoint));
        using var first = new Variable("GOLDEN_ENDPOINT", "first");
        Assert.Equal("first", await ValueOf(new ProviderArgs().Endpoint));
        Assert.Equal(3, await ValueOf(new ProviderArgs().Retries!));
        using var retries = new Variable("GOLDEN_RETRIES", "7");
        Assert.Equal(7, await ValueOf(new ProviderArgs().Retries!));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("T", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("FALSE", false)]
    [InlineData("yes", null)]
    public async Task A_boolean_of_the_environment_is_one_of_its_spellings(string text, bool? value)
    {
        using var verbose = new Variable("GOLDEN_VERBOSE", text);

        var read = new ProviderArgs().Verbose;

        Assert.Equal(value, read is null ? null : await ValueOf(read));
    }

    [Fact]
    public void An_enum_of_text_is_equal_by_its_value_and_gives_it_back()
    {
        Assert.True(Mode.Fast == new GetDoorArgs { Mode = Mode.Fast }.Mode);
        Assert.True(Mode.Fast != Mode.Asterisk);
        Assert.Equal("8.3", (string)Mode.Mode_8_3);
        Assert.Equal("*", Mode.Asterisk.ToString());
        Assert.Equal(100, (double)Weight.Heavy);
    }

    [Fact]
    public void What_the_schema_calls_deprecated_is_obsolete()
    {
        var deprecated = Types
            .SelectMany(type => type.GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
                | BindingFlags.DeclaredOnly).Prepend(type))
            .Where(member => member.GetCustomAttribute<ObsoleteAttribute>() is not null && member.Name != "WithVersion")
            .Select(member => member is Type ? member.Name : $"{member.DeclaringType!.Name}.{member.Name}")
            .Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            ["Config.Token", "GetVault", "GetVaultResult.Mode", "Mode.Very_slow", "OldVault", "Priority.High",
                "VaultArgs.Either", "VaultArgs.Mode", "VaultArgs.Tags"],
            deprecated);
    }

    private static Task<bool> IsSecret<T>(Input<T>? input) => Output.IsSecretAsync((Output<T>)input!);

    private static Task<T> ValueOf<T>(Input<T> input) => OutputUtilities.GetValueAsync((Output<T>)input);

    private sealed class Variable : IDisposable
    {
        private readonly string name;

        public Variable(string name, string value) => Environment.SetEnvironmentVariable(this.name = name, value);

        public void Dispose() => Environment.SetEnvironmentVariable(name, null);
    }
}
