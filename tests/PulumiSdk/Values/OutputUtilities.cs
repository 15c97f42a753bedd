using System.Collections.Immutable;

namespace Pulumi.Utilities;

/// <summary>Looks inside outputs: for tests and libraries, not for programs.</summary>
public static class OutputUtilities
{
    public static async Task<T> GetValueAsync<T>(Output<T> output) => (await output.Data).Value;

    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) => (await output.Data).IsKnown;

    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output) =>
        (await output.Data).Resources;

    public static Output<T> CreateUnknown<T>(T value) =>
        Output.Create(value).Map(data => data with { IsKnown = false });

    public static Output<T> WithDependency<T>(Output<T> output, Resource resource) =>
        output.Map(data => data with { Resources = data.Resources.Add(resource) });
}
