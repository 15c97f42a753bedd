using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Peering.Tests.Provider;

// Pinned elsewhere: secrets in progress, failures and reasons (ProtocolTests), one secret through create and refresh
// (AwsNetworkPeeringTests), wrappers in Check and Diff (ConformanceCheckTests, ConformanceDiffTests).

/// <summary>Pins secrets in state: what the program hides is hidden in every reply, under any name.</summary>
public sealed class ConformanceSecretTests
{
    [Fact]
    public async Task Inputs_that_are_secret_are_secret_outputs_and_show_under_no_other_name()
    {
        await using var scenario = await Scenario.StartAsync();
        foreach (var one in await ConformanceWorld.CreateAllAsync(scenario, ConformanceWire.Secret))
        {
            Demand(one, one.State);
            var refreshed = (await scenario.RefreshAsync(one))!;
            Assert.Equal(one.Inputs, refreshed.Inputs);
            Demand(one, refreshed.State);
            Demand(one, (await scenario.UpdateAsync(one, one.Inputs)).State);
            var preview = await scenario.Plugin.CallAsync<UpdateRequest, UpdateResponse>("Update", new UpdateRequest
            {
                Id = one.Id,
                Urn = Scenario.Urn(one.Kind),
                OldInputs = one.Inputs,
                Olds = one.State,
                News = one.Inputs,
                Preview = true,
            });
            Demand(one, preview.Properties);
        }
    }

    /// <summary>Atlas builds ids and names of its own from project and container, and a status from a decision.</summary>
    private static void Demand(Resource one, Struct state)
    {
        var hidden = one.Inputs.Fields.Where(field => field.Key is not ("projectId" or "containerId" or "decision"))
            .SelectMany(field => ConformanceWire.OpenTexts(field.Value.StructValue.Fields["value"])).ToList();
        Assert.True(hidden.Count > 0 || one.Inputs.Fields.Count == 0);
        Assert.All(one.Inputs.Fields.Keys, name => Assert.True(ConformanceWire.IsSecret(state.Fields[name]), name));
        Assert.All(state.Fields.Values.SelectMany(ConformanceWire.OpenTexts), text =>
            Assert.DoesNotContain(hidden, secret => text.Contains(secret, StringComparison.Ordinal)));
    }
}
