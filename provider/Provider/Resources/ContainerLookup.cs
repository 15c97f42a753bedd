using System.Text;
using Peering.Lifecycle;

namespace Peering.Resources;

/// <summary>
/// Finds the container that an id means, or tells what there is instead. Ids: `project/container`,
/// `project/region` (for GCP `project/GCP`) and <see cref="TerraformId"/>'s; the project may be left out when the
/// provider has one.
/// </summary>
internal sealed class ContainerLookup(Session session, CloudProvider cloud)
{
    /// <param name="isImport">A person typed the id; for one from state, gone is an answer.</param>
    public async Task<(string Project, AtlasContainer Container)?> FindAsync(
        string text, bool isImport, CancellationToken cancel)
    {
        var (named, rest) = Split(text);
        var project = session.ProjectOf(named);
        if (ObjectIdAttribute.Matches(rest))
        {
            if (await session.Containers.FindAsync(project, rest, cancel) is { } container)
            {
                return container.Cloud == cloud ? (project, container) : throw new OperationFailedException(
                    FailureKind.InvalidInput, $"The container {project}/{container.Id} is of {container.Cloud.Wire()}, "
                        + $"not of {cloud.Wire()}.");
            }

            if (!isImport)
            {
                return null;
            }
        }

        var all = await session.Containers.ListAsync(project, cancel);
        var place = AtlasRegionAttribute.ToAtlas(rest);
        return all.FirstOrDefault(container => container.Cloud == cloud && container.Place == place) is { } found
            ? (project, found)
            : throw new OperationFailedException(FailureKind.NotFound,
                $"There is no {cloud.Wire()} container '{text}' in project {project}. {Table(project, all)}");
    }

    private static (string? Project, string Id) Split(string text) => text.Split('/') switch
    {
        _ when TerraformId.Read(text, "container_id") is { } terraform => terraform,
        [var project, var rest] when ObjectIdAttribute.Matches(project) => (project, rest),
        [var rest] => (null, rest),
        _ => throw new OperationFailedException(FailureKind.InvalidInput,
            $"'{text}' is not an id of a network container. Use project/container or project/region."),
    };

    private static string Table(string project, IReadOnlyList<AtlasContainer> containers)
    {
        if (containers.Count == 0)
        {
            return "The project has no network containers; is it the right one?";
        }

        var table = new StringBuilder("These exist:");
        foreach (var container in containers.OrderBy(container => container.Cloud)
            .ThenBy(container => container.Place, StringComparer.Ordinal))
        {
            table.Append($"\n  {container.Cloud.Wire(),-5}  {container.Place}  {container.AtlasCidrBlock}  ")
                .Append($"{project}/{container.Id}");
        }

        return table.ToString();
    }
}
