using System.Net;
using System.Net.Http.Headers;
using AtlasEmulator.Faults;
using AtlasEmulator.World;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using Rpc;

namespace Peering.Tests.Provider;

// Pinned elsewhere: every answer of Atlas to a refresh, sign-in and reachability included (DriftTests); ids that mean
// nothing or several on import (ImportTests); missing credentials (ProtocolTests); arguments of functions
// (FunctionTests); encoding of grpc-message and malformed calls (Rpc/WirePropertyTests, Rpc/MalformedCallTests).

/// <summary>Pins gRPC statuses: the engine calls a stack corrupt on Unknown and Internal, so users never cause them.</summary>
public sealed class ConformanceErrorTests(ConformanceWorld world) : IClassFixture<ConformanceWorld>
{
    private const string Peering = "AwsNetworkPeering";

    public static TheoryData<string> Kinds => ConformanceWorld.Kinds;

    public static TheoryData<string, int, string?, int> Answers => new()
    {
        { "POST", 400, "INVALID_ATTRIBUTE", (int)StatusCode.InvalidArgument },
        { "POST", 401, null, (int)StatusCode.PermissionDenied },
        { "POST", 403, "USER_UNAUTHORIZED", (int)StatusCode.PermissionDenied },
        { "POST", 404, "GROUP_NOT_FOUND", (int)StatusCode.NotFound },
        { "POST", 409, "CONFLICT", (int)StatusCode.FailedPrecondition },
        { "POST", 429, "RATE_LIMITED", (int)StatusCode.ResourceExhausted },
        { "PATCH", 400, "INVALID_ATTRIBUTE", (int)StatusCode.InvalidArgument },
        { "PATCH", 403, null, (int)StatusCode.PermissionDenied },
        { "PATCH", 409, null, (int)StatusCode.FailedPrecondition },
        { "PATCH", 429, "RATE_LIMITED", (int)StatusCode.ResourceExhausted },
        { "DELETE", 403, "USER_UNAUTHORIZED", (int)StatusCode.PermissionDenied },
        { "DELETE", 404, "GROUP_NOT_FOUND", (int)StatusCode.NotFound },
        { "DELETE", 409, null, (int)StatusCode.FailedPrecondition },
        { "DELETE", 429, "RATE_LIMITED", (int)StatusCode.ResourceExhausted },
        { "DELETE", 500, "UNEXPECTED_ERROR", (int)StatusCode.Unavailable },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_of_atlas_to_a_write_has_its_status(string method, int status, string? code, int expected)
    {
        await using var scenario = await Scenario.StartAsync();
        var container = scenario.Atlas.Control.SeedContainer(
            Scenario.Project, CloudProvider.AWS, cidrBlock: "192.168.248.0/21");
        var inputs = await scenario.CheckAsync(Peering, Scenario.Json($$"""
            {
              "containerId": "{{container.Id}}", "accepterRegionName": "us-east-1", "awsAccountId": "123456789012",
              "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16"
            }
            """));
        var old = method == "POST" ? null : await scenario.CreateAsync(Peering, inputs.ToString());
        // Retry-After 0 only spares the test the waits between the attempts.
        scenario.Atlas.Control.AddFault(new FaultRule
        {
            Kind = FaultKind.Error,
            Method = method,
            Status = status,
            ErrorCode = code,
            Times = null,
            RetryAfter = 0,
        });
        var failed = method switch
        {
            "POST" => await scenario.CreateFailsAsync(Peering, inputs.ToString()),
            "PATCH" => await scenario.Plugin.RefusesAsync("Update", new UpdateRequest
            {
                Id = old!.Id,
                Urn = Scenario.Urn(Peering),
                OldInputs = old.Inputs,
                Olds = old.State,
                News = old.With("routeTableCidrBlock", "\"10.20.0.0/16\""),
            }),
            _ => await scenario.DeleteFailsAsync(old!, timeout: 0),
        };
        Assert.Equal((StatusCode)expected, failed.Code);
        Assert.Contains($"HTTP {status}", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_id_that_is_none_is_an_invalid_argument_of_read_update_and_delete(string kind)
    {
        var (plugin, one) = (world.Scenario.Plugin, world[kind]);
        foreach (var id in (string[])["nonsense", "a/b/c/d/e", "//", " "])
        {
            foreach (var known in (Struct?[])[null, one.Inputs])
            {
                var refused = await plugin.RefusesAsync("Read", new ReadRequest
                {
                    Id = id,
                    Urn = Scenario.Urn(kind),
                    Inputs = known,
                    Properties = known,
                });
                // A lone word may be a region, in which then there is no container.
                var mayBeRegion = kind.EndsWith("Container", StringComparison.Ordinal) && !id.Contains('/', StringComparison.Ordinal);
                Assert.Equal(mayBeRegion ? StatusCode.NotFound : StatusCode.InvalidArgument, refused.Code);
            }

            // The last two know from their state what they are for: one deletes nothing, one deletes by name.
            if (kind is not ("NetworkPeeringActivation" or "StreamsVpcPeeringConnection"))
            {
                var state = ConformanceWire.With(one.State, "adopted", null);
                Assert.Equal(StatusCode.InvalidArgument, (await plugin.RefusesAsync("Delete", new DeleteRequest
                {
                    Id = id,
                    Urn = Scenario.Urn(kind),
                    Properties = state,
                    OldInputs = one.Inputs,
                })).Code);
                var update = kind.EndsWith("Peering", StringComparison.Ordinal)
                    ? one.Inputs
                    : one.With("atlasCidrBlock", "\"192.168.232.0/21\"");
                Assert.Equal(StatusCode.InvalidArgument, (await plugin.RefusesAsync("Update", new UpdateRequest
                {
                    Id = id,
                    Urn = Scenario.Urn(kind),
                    Olds = one.State,
                    OldInputs = one.Inputs,
                    News = update,
                })).Code);
            }
        }
    }

    [Theory]
    [InlineData("Check")]
    [InlineData("Diff")]
    [InlineData("Create")]
    [InlineData("Read")]
    [InlineData("Update")]
    [InlineData("Delete")]
    public async Task A_type_that_does_not_exist_is_an_invalid_argument_with_the_version(string method)
    {
        foreach (var urn in (string[])[Scenario.Urn("NoSuchThing"), "", "nonsense", "urn:pulumi:dev::test"])
        {
            var refused = method switch
            {
                "Check" => await Refuses(new CheckRequest { Urn = urn }),
                "Diff" => await Refuses(new DiffRequest { Urn = urn }),
                "Create" => await Refuses(new CreateRequest { Urn = urn }),
                "Read" => await Refuses(new ReadRequest { Urn = urn, Id = "x" }),
                "Update" => await Refuses(new UpdateRequest { Urn = urn, Id = "x" }),
                _ => await Refuses(new DeleteRequest { Urn = urn, Id = "x" }),
            };
            Assert.Equal(StatusCode.InvalidArgument, refused.Code);
            Assert.Contains("version", refused.Message, StringComparison.Ordinal);
        }

        Task<RpcException> Refuses<T>(T request) where T : class, IMessage<T> =>
            world.Scenario.Plugin.RefusesAsync(method, request);
    }

    [Fact]
    public async Task A_function_that_does_not_exist_is_an_invalid_argument() =>
        Assert.Equal(StatusCode.InvalidArgument, (await world.Scenario.Plugin.RefusesAsync(
            "Invoke", new InvokeRequest { Tok = "peering:index:getNothing", Args = new Struct() })).Code);

    [Fact]
    public async Task The_details_repeat_status_and_message_and_hold_a_whole_state()
    {
        // No error of Atlas on AWS is documented to be a sentence; what comes must survive the trailers all the same.
        await using var scenario = await Scenario.StartAsync(offContract: true);
        scenario.Atlas.Control.SetNetwork(
            "123456789012/vpc-0a1b2c3d4e5f67890", new NetworkBehaviour { FailWith = "ungültig, 100 % – \n無効" });
        var container = scenario.Atlas.Control.SeedContainer(Scenario.Project, CloudProvider.AWS);
        var inputs = await scenario.CheckAsync(Peering, Scenario.Json($$"""
            {
              "containerId": "{{container.Id}}", "accepterRegionName": "us-east-1", "awsAccountId": "123456789012",
              "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16"
            }
            """));
        var (code, message, details) = await TrailersAsync(
            scenario.Plugin, "Create", new CreateRequest { Urn = Scenario.Urn(Peering), Properties = inputs });
        Assert.Equal((int)StatusCode.FailedPrecondition, code);
        Assert.Contains("ungültig, 100 % – \n無効", message, StringComparison.Ordinal);
        Assert.Equal((code, message), (details.Code, details.Message));
        var detail = Assert.Single(details.Details);
        Assert.Equal("type.googleapis.com/pulumirpc.ErrorResourceInitFailed", detail.TypeUrl);
        var kept = detail.Unpack<ErrorResourceInitFailed>();
        Assert.StartsWith($"{Scenario.Project}/", kept.Id, StringComparison.Ordinal);
        Assert.NotNull(kept.Properties);
        Assert.NotEmpty(kept.Reasons);
        ConformanceWire.DemandReal(kept);
    }

    [Fact]
    public async Task The_details_of_missing_keys_repeat_status_and_message_too()
    {
        await using var plugin = await Plugin.StartAsync();
        var (code, message, details) = await TrailersAsync(plugin, "Configure", new ConfigureRequest { Args = new Struct() });
        Assert.Equal((code, message), (details.Code, details.Message));
        Assert.Equal("type.googleapis.com/pulumirpc.ConfigureErrorMissingKeys", Assert.Single(details.Details).TypeUrl);
    }

    /// <summary>A call by hand, for what a gRPC client keeps to itself.</summary>
    private static async Task<(int Code, string Message, Google.Rpc.Status Details)> TrailersAsync(
        Plugin plugin, string method, IMessage request)
    {
        using var client = new HttpClient();
        using var body = new MemoryStream();
        body.Write([0, .. BitConverter.GetBytes(request.CalculateSize()).Reverse(), .. request.ToByteArray()]);
        using var call = new HttpRequestMessage(
            HttpMethod.Post, $"http://{plugin.Address}/pulumirpc.ResourceProvider/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body.ToArray()),
        };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        call.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await client.SendAsync(call);
        await response.Content.ReadAsByteArrayAsync();
        HttpHeaders trailers = response.Headers.Contains("grpc-status") ? response.Headers : response.TrailingHeaders;
        var binary = trailers.GetValues("grpc-status-details-bin").Single();
        return (
            int.Parse(trailers.GetValues("grpc-status").Single(), null),
            Uri.UnescapeDataString(trailers.GetValues("grpc-message").Single()),
            Google.Rpc.Status.Parser.ParseFrom(
                Convert.FromBase64String(binary.PadRight((binary.Length + 3) / 4 * 4, '='))));
    }
}
