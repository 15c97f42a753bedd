using LocalEngine;
using LocalEngine.Cli.Import;

namespace Peering.Tests.LocalEngineCli;

using ImportFile = global::LocalEngine.Cli.Import.ImportFile; // not the namespace of the provider

public sealed class ImportFileTests : IDisposable
{
    private const string Entry = """ "type": "peering:index:AwsNetworkPeering", "name": "main", "id": "1/2" """;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Resources_may_name_each_other_and_what_the_table_knows()
    {
        var file = Read($$"""
            {
              "nameTable": { "own": "urn:pulumi:dev::infra::pulumi:providers:peering::own" },
              "resources": [
                { {{Entry}}, "provider": "own", "version": "1.2.3", "properties": [ "vpcId" ] },
                { "type": "a:b:C", "name": "child", "id": "x", "parent": "main" }
              ]
            }
            """);

        Assert.Equal("urn:pulumi:dev::infra::pulumi:providers:peering::own", file.Targets[0].Provider);
        Assert.Equal(("1.2.3", "vpcId"), (file.Targets[0].Version, file.Targets[0].Properties.Single()));
        Assert.Equal("urn:pulumi:dev::infra::peering:index:AwsNetworkPeering::main", file.Targets[1].Parent);
    }

    [Theory]
    [InlineData("{ \"resources\": [\n{ oops", "import.json:2: not valid JSON")]
    [InlineData("[]", "there is no list 'resources'")]
    [InlineData("""{ "resources": {} }""", "there is no list 'resources'")]
    [InlineData("""{ "resources": [ 1 ] }""", "resources[0] has no 'name'")]
    [InlineData("""{ "resources": [ { "type": "a:b:C", "name": "x" } ] }""", "resources[0] has no 'id'")]
    [InlineData("""{ "resources": [ { "name": "x", "id": "1" } ] }""", "resources[0] has no 'type'")]
    [InlineData("""{ "resources": [ { "type": "a:b:C", "name": "x", "id": 1 } ] }""",
        "resources[0]: 'id' must be text")]
    [InlineData("{ \"resources\": [ { " + Entry
        + ", \"parent\": \"nobody\" } ] }", "the parent 'nobody' is neither in 'nameTable'")]
    [InlineData("{ \"resources\": [ { " + Entry + ", \"component\": true } ] }", "'main' is a component")]
    public void A_mistake_in_the_file_is_named(string json, string message) =>
        Assert.Contains(message, Assert.Throws<EngineException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_does_not_exist_is_named() => Assert.Contains(
        "missing.json does not exist",
        Assert.Throws<EngineException>(() => ImportFile.Read("missing.json", "dev", "infra")).Message,
            StringComparison.Ordinal);

    private ImportFile Read(string json) => ImportFile.Read(_folder.Write("import.json", json), "dev", "infra");
}
