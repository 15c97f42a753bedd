namespace AtlasEmulator.World;

internal enum CloudProvider { AWS, AZURE, GCP }

/// <summary>
/// Something Atlas keeps in a project. Immutable, so what a test was handed stays as it was. The ticket changes with
/// each change of state: a transition planned for an earlier state finds another ticket and does nothing.
/// </summary>
internal abstract record Entity(string Id, string ProjectId)
{
    public long Ticket { get; init; }
}

/// <summary>The entities of one sort in a project, in order of creation.</summary>
internal sealed class Shelf<T> where T : Entity
{
    private readonly OrderedDictionary<string, T> entities = [];

    public IEnumerable<T> All => entities.Values;
    public int Count => entities.Count;
    public T? Find(string id) => entities.GetValueOrDefault(id);
    public void Put(T entity) => entities[entity.Id] = entity;
    public void Remove(string id) => entities.Remove(id);
}
