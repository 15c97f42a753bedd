using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Benchmarks;

/// <summary>One peering as an engine sends it about.</summary>
internal static class Samples
{
    public const string ProjectId = "64b7d3e2f0a1c25d9e8f7a60";
    public const string Id = ProjectId + "/65a1b2c3d4e5f60718293a4b";
    public const string Type = "peering:index:AwsNetworkPeering";
    public const string Name = "orders";
    public const string Urn = $"urn:pulumi:dev::shop::{Type}::{Name}";

    public static Struct Inputs { get; } = Struct.Parser.ParseJson($$"""
        {
          "projectId": "{{ProjectId}}", "containerId": "64b7d3e2f0a1c25d9e8f7a61", "accepterRegionName": "us-east-1",
          "awsAccountId": "123456789012", "vpcId": "vpc-0a1b2c3d4e5f67890", "routeTableCidrBlock": "10.0.0.0/16"
        }
        """);

    public static Struct State { get; } = With(Inputs, """
        {
          "peerId": "65a1b2c3d4e5f60718293a4b", "connectionId": "pcx-0123456789abcdef0", "status": "AVAILABLE",
          "atlasCidrBlock": "192.168.248.0/21", "atlasVpcId": "vpc-0fedcba9876543210"
        }
        """);

    public static CheckRequest Check { get; } = new()
    {
        Urn = Urn,
        Type = Type,
        Name = Name,
        Olds = Inputs,
        News = Inputs,
    };

    /// <summary>The block changes in place, so there is something to find.</summary>
    public static DiffRequest Diff { get; } = new()
    {
        Urn = Urn,
        Type = Type,
        Name = Name,
        Id = Id,
        OldInputs = Inputs,
        Olds = State,
        News = With(Inputs, """{ "routeTableCidrBlock": "10.1.0.0/16" }"""),
    };

    /// <summary>The peering as Atlas answers it.</summary>
    public static byte[] AtlasJson { get; } = """
        {
          "accepterRegionName": "us-east-1", "awsAccountId": "123456789012", "connectionId": "pcx-0123456789abcdef0",
          "containerId": "64b7d3e2f0a1c25d9e8f7a61", "errorStateName": null, "id": "65a1b2c3d4e5f60718293a4b",
          "providerName": "AWS", "routeTableCidrBlock": "10.0.0.0/16", "statusName": "AVAILABLE",
          "vpcId": "vpc-0a1b2c3d4e5f67890"
        }
        """u8.ToArray();

    private static Struct With(Struct fields, string more)
    {
        var result = fields.Clone();
        result.MergeFrom(Struct.Parser.ParseJson(more));
        return result;
    }
}
