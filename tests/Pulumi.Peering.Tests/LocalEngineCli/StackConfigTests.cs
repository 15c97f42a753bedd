using FsCheck;
using FsCheck.Fluent;
using LocalEngine;
using LocalEngine.Project;

namespace Peering.Tests.LocalEngineCli;

public sealed class StackConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProjectFile _project;

    public StackConfigTests()
    {
        _folder.Write("Pulumi.yaml", "name: p\nruntime: dotnet\nconfig:\n  size:\n    type: integer\n    default: 3\n");
        _project = ProjectFile.Find(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_value_is_set_and_everything_else_stays_as_it_was_written()
    {
        _folder.Write("Pulumi.dev.yaml", """
            # The development stack.
            secretsprovider: passphrase
            config:
              # where Atlas is
              peering:baseUrl: https://cloud.mongodb.com # default
              p:list:
              - a
              - b

              p:last: 1
            environment:
              - shared

            """);
        var config = Load();

        config.Set(Key("peering:baseUrl"), "http://localhost:1", secure: false);
        config.Set(Key("p:list"), "none", secure: false);
        config.Set(Key("fresh"), "yes", secure: false);
        config.SetEncryptionSalt("v1:a:b");

        Assert.Equal("""
            # The development stack.
            secretsprovider: passphrase
            config:
              # where Atlas is
              peering:baseUrl: http://localhost:1
              p:list: none

              p:last: 1
              p:fresh: "yes"
            environment:
              - shared
            encryptionsalt: v1:a:b

            """, _folder.Read("Pulumi.dev.yaml"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("config:\n")]
    [InlineData("config: {}\n")]
    [InlineData("config:\n  # nothing yet\n")]
    [InlineData("config: { other: 1 }\n")]
    [InlineData("encryptionsalt: v1:a:b")]
    public void A_first_value_finds_its_place_in_any_file(string before)
    {
        _folder.Write("Pulumi.dev.yaml", before);

        Load().Set(Key("a"), "value", secure: false);

        Assert.Equal("value", Text("p:a"));
        if (before.Contains("other", StringComparison.Ordinal)) Assert.Equal("1", Text("p:other"));
        if (before.Contains("salt", StringComparison.Ordinal)) Assert.Equal("v1:a:b", Load().EncryptionSalt);
    }

    [Fact]
    public void Any_text_is_read_back_as_it_was_set() => Prop.ForAll<NonNull<string>>(text =>
    {
        var plain = new string([.. text.Get.Where(c => !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF'))]);
        Load().Set(Key("a"), plain, secure: false);
        return Text("p:a") == plain;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Removing_the_last_value_leaves_an_empty_configuration()
    {
        _folder.Write("Pulumi.dev.yaml", "config:\n  p:a: 1\n  p:b:\n    secure: v1:x:y\n");

        Assert.True(Load().Remove(Key("b")));
        Assert.True(Load().Remove(Key("a")));
        Assert.False(Load().Remove(Key("a")));

        Assert.Equal("config: {}\n", _folder.Read("Pulumi.dev.yaml"));
    }

    [Fact]
    public void A_secret_inside_an_object_makes_the_whole_value_secret()
    {
        _folder.Write("Pulumi.dev.yaml", "config:\n  p:db:\n    port: 5\n    password:\n      secure: abc\n");

        var value = Resolve(text => $"<{text}>").Values[Key("db")];

        Assert.True(value.Secret);
        Assert.Equal("""{"port":5,"password":"\u003Cabc\u003E"}""", value.Text);
        Assert.DoesNotContain("abc", value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_stack_goes_before_the_defaults_of_the_project()
    {
        Assert.Equal("3", Resolve().Values[Key("size")].Text);

        Load().Set(Key("size"), "7", secure: false);

        Assert.Equal("7", Resolve().Values[Key("size")].Text);
    }

    [Fact]
    public void All_problems_of_the_configuration_are_told_at_once()
    {
        _folder.Write("Pulumi.yaml", """
            name: p
            runtime: dotnet
            config:
              size:
                type: integer
              key:
                type: string
                secret: true
            """);
        _folder.Write("Pulumi.dev.yaml", "config:\n  p:size: many\n");

        var problems = Assert.Throws<EngineException>(() => ResolvedConfig.Resolve(
            ProjectFile.Find(_folder.Path), "dev", Load(), text => text)).Message;

        Assert.Contains("Pulumi.dev.yaml:2: p:size must be of type integer", problems, StringComparison.Ordinal);
        Assert.Contains("run 'LocalEngine config set --secret p:key <value>'", problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config: text\n", "Pulumi.dev.yaml:1: 'config' must be a mapping")]
    [InlineData("config:\n  a b: 1\n", "Pulumi.dev.yaml:2: 'a b' is not a configuration key")]
    [InlineData("config:\n  a: 1\n  p:a: 2\n", "Pulumi.dev.yaml:3: the configuration key p:a is set twice")]
    public void A_mistake_in_the_stack_file_is_named_with_its_line(string yaml, string message)
    {
        _folder.Write("Pulumi.dev.yaml", yaml);

        Assert.Contains(message, Assert.Throws<EngineException>(() => Resolve()).Message, StringComparison.Ordinal);
    }

    private StackConfig Load() => StackConfig.Load(_project, "dev");

    private ResolvedConfig Resolve(Func<string, string>? decrypt = null) =>
        ResolvedConfig.Resolve(_project, "dev", Load(), decrypt ?? (text => text));

    private string Text(string key) => Load().Read(Load().Nodes()[Key(key)], text => text).Text;

    private static ConfigKey Key(string text) => ConfigKey.Parse(text, "p");
}
