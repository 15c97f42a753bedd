using Pulumi;

namespace Peering.Tests.PulumiSdk;

public sealed class RefusalTests : IAsyncLifetime
{
    private RecordingEngine engine = null!;

    public async Task InitializeAsync() => engine = await RecordingEngine.StartAsync();

    public async Task DisposeAsync() => await engine.DisposeAsync();

    public static TheoryData<string, Action> Unsupported()
    {
        var package = new RegisterPackageRequest("sample", "1.0.0", null);
        return new()
        {
            { "StackReference", () => _ = new StackReference("other") },
            { "ResourceTransformations", () => Declare(new() { ResourceTransformations = { _ => null } }) },
            { "ResourceTransforms", () => Declare(new() { ResourceTransforms = { NoTransform } }) },
            { "Resource hooks", () => _ = new ResourceHook("hook", (_, _) => Task.CompletedTask) },
            { "Remote components", () => _ = new ComponentResource("a:b:C", "n", null, null, remote: true) },
            { "(sample:index:f)", () => Deployment.Instance.Call<string>("sample:index:f", CallArgs.Empty) },
            { "(sample)", () => _ = new CustomResource("a:b:C", "n", null, null, package) },
            { "(sample)", () => Deployment.Instance.InvokeAsync("a:b:c", InvokeArgs.Empty, null, package) },
        };
    }

    [Theory]
    [MemberData(nameof(Unsupported))]
    public async Task What_is_not_supported_says_so_as_soon_as_it_is_used(string feature, Action use)
    {
        Assert.Equal(32, await engine.RunAsync(use));

        var error = Assert.Single(engine.Errors);
        Assert.Contains(feature, error);
        Assert.Contains("not supported by this build of the Pulumi SDK", error);
        Assert.DoesNotContain(" at ", error);
        Assert.Equal(["shop-dev"], engine.Registered.Select(request => request.Name));
    }

    [Fact]
    public async Task Stack_transformations_are_refused()
    {
        var options = new StackOptions { ResourceTransformations = { _ => null } };

        Assert.Equal(32, await engine.RunAsync(Deployment.ProgramOf(
            () => Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>()), options)));

        Assert.Contains("ResourceTransformations", Assert.Single(engine.Errors));
    }

    private static void Declare(CustomResourceOptions options) => _ = new Network("net", null, options);

    private static Task<ResourceTransformResult?> NoTransform(ResourceTransformArgs args, CancellationToken cancel) =>
        Task.FromResult<ResourceTransformResult?>(null);
}
