using FsCheck;
using FsCheck.Fluent;
using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class AtlasPathTests
{
    [Theory]
    [InlineData("68a1", "/api/atlas/v2/groups/68a1/peers")]
    [InlineData("a/b", "/api/atlas/v2/groups/a%2Fb/peers")]
    [InlineData("a?b#c", "/api/atlas/v2/groups/a%3Fb%23c/peers")]
    [InlineData("ü %", "/api/atlas/v2/groups/%C3%BC%20%25/peers")]
    [InlineData("a:b", "/api/atlas/v2/groups/a%3Ab/peers")]
    public void Every_hole_is_escaped_as_one_segment(string id, string expected) =>
        Assert.Equal(expected, AtlasPath.Of(AtlasVersion.Peers, $"/groups/{id}/peers").Value);

    [Fact]
    public void The_colon_of_an_action_stays_a_colon()
    {
        var name = "pcx-0a1b";
        Assert.Equal(
            "/api/atlas/v2/streams/vpcPeeringConnections/pcx-0a1b:accept",
            AtlasPath.Of(AtlasVersion.Streams, $"/streams/vpcPeeringConnections/{name}:accept").Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public void An_id_that_would_address_the_parent_is_refused(string id) =>
        Assert.Throws<AtlasException>(() => AtlasPath.Of(AtlasVersion.Peers, $"/peers/{id}"));

    [Fact]
    public void Query_pairs_are_escaped_and_those_without_a_value_left_out() =>
        Assert.Equal(
            "/api/atlas/v2/peers?providerName=AWS&x%20y=a%26b&pageNum=2",
            AtlasPath.Of(AtlasVersion.Peers, $"/peers", ("providerName", "AWS"), ("none", null), ("x y", "a&b"))
                .With(("pageNum", "2")).Value);

    [Theory]
    [InlineData("2023-01-01", "peers")]
    [InlineData("2023-01-01", "containers")]
    [InlineData("2023-02-01", "streams")]
    [InlineData("2024-11-13", "active")]
    [InlineData("2024-11-13", "details")]
    public void Every_endpoint_has_the_newest_date_documented_for_it(string date, string endpoint) =>
        Assert.Equal(
            $"application/vnd.atlas.{date}+json",
            (endpoint switch
            {
                "peers" => AtlasVersion.Peers,
                "containers" => AtlasVersion.Containers,
                "streams" => AtlasVersion.Streams,
                "active" => AtlasVersion.StreamsActive,
                _ => AtlasVersion.StreamsAccountDetails,
            }).MediaType);

    [Fact]
    public void Any_text_in_a_hole_stays_inside_its_segment_and_comes_back()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), text =>
        {
            var hole = text.Get;
            if (hole is "." or ".." || hole.Any(char.IsSurrogate))
            {
                return true; // refused, or not writable as UTF-8
            }

            var wire = new Uri(
                new Uri("http://127.0.0.1"), AtlasPath.Of(AtlasVersion.Peers, $"/peers/{hole}/end").Value).PathAndQuery;
            var parts = wire.Split('/');
            return parts.Length == 7 && Uri.UnescapeDataString(parts[5]) == hole && parts[6] == "end";
        });
        property.QuickCheckThrowOnFailure();
    }
}
