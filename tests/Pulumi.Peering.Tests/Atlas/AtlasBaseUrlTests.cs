using Peering.Atlas;

namespace Peering.Tests.Atlas;

public class AtlasBaseUrlTests
{
    [Theory]
    [InlineData("https://cloud.mongodb.com", "https://cloud.mongodb.com/")]
    [InlineData(" https://cloud.mongodbgov.com/ ", "https://cloud.mongodbgov.com/")]
    [InlineData("https://localhost:8443", "https://localhost:8443/")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000/")]
    [InlineData("http://localhost:5000/", "http://localhost:5000/")]
    [InlineData("http://loopback", "http://localhost/")] // .NET's own alias, resolved to this machine before DNS
    [InlineData("http://[::1]:5000", "http://[::1]:5000/")]
    public void Https_anywhere_and_http_on_loopback_are_accepted(string text, string expected)
    {
        Assert.True(AtlasBaseUrl.TryParse(text, out var url, out _));
        Assert.Equal(expected, url.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://cloud.mongodb.com", "https://")]
    [InlineData("http://127.0.0.1.example.com", "https://")]
    [InlineData("http://10.0.0.1", "https://")]
    [InlineData("ftp://cloud.mongodb.com", "https://")]
    [InlineData("cloud.mongodb.com", "absolute")]
    [InlineData("", "absolute")]
    [InlineData("https://cloud.mongodb.com/api/atlas/v2", "path")]
    [InlineData("https://cloud.mongodb.com/?x=1", "query")]
    [InlineData("https://user:hunter2@cloud.mongodb.com", "password")]
    public void Anything_else_is_refused_with_its_reason(string text, string reason)
    {
        Assert.False(AtlasBaseUrl.TryParse(text, out var url, out var problem));
        Assert.Null(url);
        Assert.Contains(reason, problem);
        Assert.DoesNotContain("hunter2", problem);
    }

    [Fact]
    public void A_client_is_not_built_on_a_refused_base_url() =>
        Assert.Throws<ArgumentException>(() => new AtlasClient(Clients.Options(new Uri("http://cloud.mongodb.com"))));
}
