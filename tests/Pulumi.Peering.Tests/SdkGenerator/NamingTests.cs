using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Peering.SdkGenerator.Naming;

namespace Peering.Tests.SdkGenerator;

public partial class NamingTests
{
    [Theory]
    [InlineData("vpcId", "VpcId")]
    [InlineData("URL", "URL")]
    [InlineData("cidr-block", "CidrBlock")]
    [InlineData("ipv4", "Ipv4")]
    public void A_property_keeps_its_spelling_but_for_the_first_letter_and_hyphens(string wire, string name) =>
        Assert.Equal(name, Identifiers.Pascal(wire));

    [Theory]
    [InlineData("vpcId", "vpcId")]
    [InlineData("class", "@class")]
    [InlineData("$schema", "schema")]
    [InlineData("$ref", "@ref")]
    [InlineData("cidr-block", "cidrBlock")]
    public void A_constructor_parameter_is_the_wire_name_as_far_as_a_keyword_allows(string wire, string name) =>
        Assert.Equal(name, Identifiers.Parameter(wire));

    [Theory]
    [InlineData("ACCEPT", "ACCEPT")]
    [InlineData("accept", "Accept")]
    [InlineData("very-slow", "Very_slow")]
    [InlineData("a -- b", "A_b")]
    [InlineData("*", "Asterisk")]
    [InlineData("7", "Seven")]
    [InlineData("8.3", "Kind_8_3")]
    [InlineData("_x", "Kind_x")]
    [InlineData("default", "Default")]
    [InlineData("Equals", "EqualsValue")]
    [InlineData("-", "")]
    [InlineData("", "")]
    public void An_enum_value_becomes_a_member(string value, string member) =>
        Assert.Equal(member, Identifiers.EnumMember(value, "Kind"));

    [Fact]
    public void Whatever_the_value_its_member_can_be_spelled_or_is_refused() =>
        Prop.ForAll<NonNull<string>>(value =>
            Identifiers.EnumMember(value.Get, "Kind") is { } member && (member == "" || Identifiers.IsValid(member)))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{ "name": "peering" }""", "Pulumi.Peering")]
    [InlineData("""{ "name": "my-pkg" }""", "Pulumi.MyPkg")]
    [InlineData("""{ "name": "config" }""", "Pulumi.Config_")]
    [InlineData("""{ "name": "kit", "namespace": "acme-labs" }""", "AcmeLabs.Kit")]
    [InlineData("""{ "name": "kit", "namespace": "acme", "language": { "csharp": { "rootNamespace": "Other" } } }""",
        "Other.Kit")]
    [InlineData("""{ "name": "kit", "language": { "csharp": { "namespaces": { "kit": "ToolKit" } } } }""",
        "Pulumi.ToolKit")]
    public void The_package_has_the_namespace_of_its_project(string schema, string name)
    {
        var files = Sdk.Of(schema);

        Assert.Contains($"{name}.csproj", files.Keys);
        Assert.Contains($"namespace {name}\n", files["Provider.cs"]);
        Assert.Contains($"GetManifestResourceStream(\"{name}.version.txt\")", files["Utilities.cs"]);
        Assert.Equal(
            !name.StartsWith("Pulumi.", StringComparison.Ordinal), files["Provider.cs"].Contains("using Pulumi;\n"));
    }

    [Theory]
    [InlineData("(.*)", "index", "Thing.cs", "Pulumi.Kit")]
    [InlineData("(.*)", "", "Thing.cs", "Pulumi.Kit")]
    [InlineData("(.*)", "aws/v1", "Aws/V1/Thing.cs", "Pulumi.Kit.Aws.V1")]
    [InlineData("(.*)(?:/[^/]*)", "index/thing", "Thing.cs", "Pulumi.Kit")]
    [InlineData("(.*)(?:/[^/]*)", "aws/thing", "Aws/Thing.cs", "Pulumi.Kit.Aws")]
    [InlineData("(.*)", "stream-app", "StreamApp/Thing.cs", "Pulumi.Kit.StreamApp")]
    public void A_module_is_a_namespace_and_a_folder(string format, string module, string path, string name)
    {
        var files = Sdk.OfKit(
            $$$"""
            "meta": { "moduleFormat": "{{{format}}}" }, "resources": { "kit:{{{module}}}:Thing": {} }
            """);

        Assert.Contains($"namespace {name}\n", files[path]);
        Assert.Contains($"[KitResourceType(\"kit:{module}:Thing\")]", files[path]);
    }

    [Fact]
    public void Every_folder_of_a_module_has_the_readme()
    {
        var files = Sdk.OfKit("""
            "description": "About kit.", "resources": { "kit:aws/v1:Thing": {} }
            """);

        var readmes = files.Keys.Where(path => path.EndsWith("README.md", StringComparison.Ordinal)).Order().ToList();
        Assert.Equal(["Aws/README.md", "Aws/V1/README.md", "README.md"], readmes);
        Assert.All(readmes, path => Assert.Contains("About kit.\n", files[path]));
    }

    [Fact]
    public void Defaults_and_constants_of_an_enum_in_another_module_are_its_members_there()
    {
        var files = Sdk.OfKit("""
            "types": { "kit:net:Speed": { "type": "string", "enum": [{ "value": "slow" }] } },
            "resources": { "kit:aws:Thing": { "inputProperties": {
              "one": { "$ref": "#/types/kit:net:Speed", "default": "slow" },
              "two": { "$ref": "#/types/kit:net:Speed", "const": "slow" } } } }
            """);

        Assert.Equal(2, SlowMember().Count(files["Aws/Thing.cs"]));
    }

    [GeneratedRegex(@"= Pulumi\.Kit\.Net\.Speed\.Slow;")]
    private static partial Regex SlowMember();
}
