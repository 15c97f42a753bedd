using LocalEngine;
using LocalEngine.Cli;

namespace Peering.Tests.LocalEngineCli;

public sealed class EnvironmentTests
{
    [Fact]
    public void Providers_in_a_debugger_are_named_with_their_ports() => Assert.Equal(
        [KeyValuePair.Create("aws", 2), KeyValuePair.Create("peering", 43211)],
        PluginEnvironment.Attached("peering:43211, aws:2"));

    [Fact]
    public void Without_the_variable_nothing_is_attached() => Assert.Empty(PluginEnvironment.Attached(null));

    [Theory]
    [InlineData("peering")]
    [InlineData("peering:x")]
    [InlineData("peering:70000")]
    public void A_malformed_list_is_named(string text) => Assert.Contains(
        $"PULUMI_DEBUG_PROVIDERS holds '{text}'",
        Assert.Throws<EngineException>(() => PluginEnvironment.Attached(text)).Message, StringComparison.Ordinal);
}
