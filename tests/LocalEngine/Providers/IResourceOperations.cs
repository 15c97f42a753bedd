using System.Collections.Immutable;
using LocalEngine.Values;

namespace LocalEngine.Providers;

/// <summary>
/// What is done with a resource. A plugin does it for its resources, the registry for the providers themselves.
/// Calls end in <see cref="ProviderException"/> when the provider refuses.
/// </summary>
internal interface IResourceOperations
{
    /// <param name="urn">Whose inputs these are.</param>
    /// <param name="olds">The inputs of the state; null when there are none to keep generated values from.</param>
    /// <param name="news">The program's inputs.</param>
    /// <param name="randomSeed">The same for every check of one resource in one run.</param>
    /// <param name="preview">Unknown values may occur.</param>
    /// <param name="cancel">Gives up waiting.</param>
    Task<CheckAnswer> CheckAsync(
        string urn, PropertyMap? olds, PropertyMap news, byte[] randomSeed, bool preview, CancellationToken cancel);

    Task<DiffAnswer> DiffAsync(DiffQuestion question, CancellationToken cancel);

    Task<CreateAnswer> CreateAsync(
        string urn, PropertyMap inputs, double timeout, bool preview, CancellationToken cancel);

    Task<PropertyMap> UpdateAsync(UpdateQuestion question, CancellationToken cancel);

    /// <summary>Without bags it is a read for import.</summary>
    Task<ReadAnswer> ReadAsync(
        string urn, string id, PropertyMap? inputs, PropertyMap? outputs, double timeout, CancellationToken cancel);

    Task DeleteAsync(
        string urn, string id, PropertyMap inputs, PropertyMap outputs, double timeout, CancellationToken cancel);

    /// <summary>The resource stays as it is; providers become usable by this.</summary>
    Task SameAsync(string urn, string id, PropertyMap inputs, CancellationToken cancel);
}

internal sealed record CheckAnswer(PropertyMap Inputs, ImmutableArray<CheckProblem> Problems);

/// <summary>An empty property means the resource as a whole.</summary>
internal sealed record CheckProblem(string Property, string Reason);

internal sealed record DiffQuestion(
    string Urn, string Id, PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap NewInputs,
    ImmutableArray<string> IgnoreChanges, bool Preview);

internal sealed record UpdateQuestion(
    string Urn, string Id, PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap NewInputs, double Timeout,
    ImmutableArray<string> IgnoreChanges, bool Preview);

internal sealed record CreateAnswer(string Id, PropertyMap Outputs);

/// <summary>Without outputs, or without an id in a refresh, the object does not exist.</summary>
internal sealed record ReadAnswer(
    string Id, PropertyMap? Inputs, PropertyMap? Outputs, ImmutableArray<string> InitErrors);
