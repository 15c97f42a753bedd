namespace Pulumi;

/// <summary>Former identities, left for the engine to turn into URNs.</summary>
internal static class AliasSpecs
{
    public static async Task<Pulumirpc.Alias> OfAsync(Alias alias)
    {
        if (alias.Urn is { } urn)
            return new() { Urn = urn };
        if (new[] { alias.Parent is not null, alias.ParentUrn is not null, alias.NoParent }.Count(given => given) > 1)
            throw new RunException("An alias has one of Parent, ParentUrn and NoParent, not several.");
        var spec = new Pulumirpc.Alias.Types.Spec
        {
            Name = await TextAsync(alias.Name),
            Type = await TextAsync(alias.Type),
            Stack = await TextAsync(alias.Stack),
            Project = await TextAsync(alias.Project),
        };
        if (alias.NoParent)
            spec.NoParent = true;
        else if (alias.Parent is not null || alias.ParentUrn is not null)
            spec.ParentUrn = await TextAsync(alias.Parent is { } parent ? parent.Urn : alias.ParentUrn);
        return new() { Spec = spec };
    }

    private static async Task<string> TextAsync(Input<string>? input) => (await input.ToOutput().Data).Value ?? "";
}
