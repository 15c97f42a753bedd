using System.Collections.Immutable;
using Pulumi;

namespace Peering.Tests.PulumiSdk;

/// <summary>A resource in the shape that the SDK generator writes.</summary>
[ResourceType("sample:index:Network", "1.2.3")]
internal sealed class Network : CustomResource
{
    public Network(string name, NetworkArgs? args = null, CustomResourceOptions? options = null)
        : base("sample:index:Network", name, args ?? new NetworkArgs(), MakeOptions(options, null))
    {
    }

    private Network(string name, Input<string> id, CustomResourceOptions? options = null)
        : base("sample:index:Network", name, null, MakeOptions(options, id))
    {
    }

    [Output("cidr")]
    public Output<string> Cidr { get; private set; } = null!;

    [Output("size")]
    public Output<int?> Size { get; private set; } = null!;

    [Output("zones")]
    public Output<ImmutableArray<string>> Zones { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;

    [Output("route")]
    public Output<Route?> Route { get; private set; } = null!;

    [Output("tier")]
    public Output<Tier?> Tier { get; private set; } = null!;

    [Output("peer")]
    public Output<Network?> Peer { get; private set; } = null!;

    public static Network Get(string name, Input<string> id, CustomResourceOptions? options = null) =>
        new(name, id, options);

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options, Input<string>? id)
    {
        var defaults = new CustomResourceOptions { Version = "1.2.3", AdditionalSecretOutputs = { "password" } };
        var merged = CustomResourceOptions.Merge(defaults, options);
        merged.Id = id ?? merged.Id;
        return merged;
    }
}

internal sealed class NetworkArgs : ResourceArgs
{
    [Input("zones")]
    private InputList<string>? zones;

    [Input("tags")]
    private InputMap<string>? tags;

    [Input("password")]
    private Input<string>? password;

    [Input("cidr")]
    public Input<string>? Cidr { get; set; }

    [Input("size")]
    public Input<int>? Size { get; set; }

    [Input("tier")]
    public Input<Tier>? Tier { get; set; }

    [Input("route")]
    public Input<RouteArgs>? Route { get; set; }

    [Input("peer")]
    public Input<Network>? Peer { get; set; }

    [Input("policy")]
    public InputJson? Policy { get; set; }

    [Input("either")]
    public InputUnion<string, int>? Either { get; set; }

    public InputList<string> Zones { get => zones ??= []; set => zones = value; }

    public InputMap<string> Tags { get => tags ??= []; set => tags = value; }

    public Input<string>? Password
    {
        get => password;
        set => password = Output.Tuple<Input<string>?, int>(value, Output.CreateSecret(0)).Apply(t => t.Item1);
    }
}

internal sealed class RouteArgs : ResourceArgs
{
    [Input("target", required: true)]
    public Input<string> Target { get; set; } = null!;

    [Input("weight")]
    public Input<double>? Weight { get; set; }
}

[OutputType]
internal sealed class Route
{
    public readonly string Target;
    public readonly double? Weight;
    public readonly ImmutableArray<string> Hops;

    [OutputConstructor]
    private Route(string target, double? weight, ImmutableArray<string> hops) =>
        (Target, Weight, Hops) = (target, weight, hops);
}

[EnumType]
internal readonly struct Tier : IEquatable<Tier>
{
    private readonly string value;

    private Tier(string value) => this.value = value;

    public static Tier Small { get; } = new("small");

    public static explicit operator string(Tier tier) => tier.value;

    public static bool operator ==(Tier left, Tier right) => left.Equals(right);

    public static bool operator !=(Tier left, Tier right) => !left.Equals(right);

    public bool Equals(Tier other) => value == other.value;

    public override bool Equals(object? obj) => obj is Tier other && Equals(other);

    public override int GetHashCode() => value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => value;
}

internal sealed class SampleProvider(
    string name, SampleProviderArgs? args = null, CustomResourceOptions? options = null)
    : ProviderResource("sample", name, args ?? new SampleProviderArgs(), options);

internal sealed class SampleProviderArgs : ResourceArgs
{
    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("retries", json: true)]
    public Input<int>? Retries { get; set; }

    [Input("hosts", json: true)]
    public InputList<string>? Hosts { get; set; }
}

internal sealed class Site(string name, ComponentResourceOptions? options = null)
    : ComponentResource("sample:index:Site", name, options)
{
    public void Finish(string url) => RegisterOutputs(Outputs(url));

    public void Finish(Output<string> url) => RegisterOutputs(url.Apply(Outputs));

    private static IDictionary<string, object?> Outputs(string url) =>
        new Dictionary<string, object?> { ["url"] = url };
}

internal sealed class LookupArgs : InvokeArgs
{
    [Input("name")]
    public Input<string>? Name { get; set; }
}
