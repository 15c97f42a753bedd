using System.Collections.Immutable;
using LocalEngine.Deployment;
using LocalEngine.Providers;
using LocalEngine.State;
using LocalEngine.Values;
using Pulumirpc;

namespace LocalEngine.Monitor;

/// <summary>What a program asked for, as goals. What this engine cannot do is refused here, by name.</summary>
internal static class RegistrationRequests
{
    public static ResourceGoal Goal(RegisterResourceRequest request, PackageRequest package, DeploymentRequest run)
    {
        Refuse(request);
        var who = $"{request.Type} '{request.Name}'";
        var inputs = AssetHashes.Fill(
            new StructDecoder(who, allowUnknowns: run.Preview).Decode(request.Object).WithoutOrigins(),
            run.RootDirectory);
        if (Urn.IsProviderType(request.Type))
            inputs = ProviderInputs(inputs, package);
        return new ResourceGoal(request.Type, request.Name, request.Custom)
        {
            Parent = request.Parent,
            Inputs = inputs,
            Dependencies = Distinct(request.Dependencies),
            PropertyDependencies = request.PropertyDependencies.ToImmutableSortedDictionary(
                p => p.Key, p => Distinct(p.Value.Urns), StringComparer.Ordinal),
            Provider = request.Provider,
            Providers = request.Providers.ToImmutableDictionary(StringComparer.Ordinal),
            Package = package,
            Protect = request.HasProtect ? request.Protect : null,
            RetainOnDelete = request.HasRetainOnDelete ? request.RetainOnDelete : null,
            DeletedWith = request.DeletedWith,
            DeleteBeforeReplace = request.DeleteBeforeReplaceDefined ? request.DeleteBeforeReplace : null,
            IgnoreChanges = [.. request.IgnoreChanges],
            ReplaceOnChanges = [.. request.ReplaceOnChanges],
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
            Aliases = [.. request.AliasURNs.Select(urn => new AliasGoal(urn)), .. request.Aliases.Select(AliasOf)],
            ImportId = request.ImportId,
            CustomTimeouts = request.CustomTimeouts is { } timeouts
                ? new(GoDuration.Seconds(timeouts.Create), GoDuration.Seconds(timeouts.Update),
                    GoDuration.Seconds(timeouts.Delete), GoDuration.Seconds(timeouts.Read))
                : CustomTimeouts.None,
        };
    }

    public static ResourceGoal Goal(ReadResourceRequest request, PackageRequest package, bool preview) =>
        new(request.Type, request.Name, Custom: true)
        {
            Parent = request.Parent,
            Inputs = new StructDecoder($"{request.Type} '{request.Name}'", allowUnknowns: preview)
                .Decode(request.Properties).WithoutOrigins(),
            Dependencies = Distinct(request.Dependencies),
            Provider = request.Provider,
            Package = package,
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
        };

    private static void Refuse(RegisterResourceRequest request)
    {
        var unsupported = request switch
        {
            { Remote: true } => "a remote component",
            { Transforms.Count: > 0 } => "a transform",
            { Hooks: not null } => "a resource hook",
            { ReplaceWith.Count: > 0 } => "the option replaceWith",
            { ReplacementTrigger: not null } => "the option replacementTrigger",
            { StateMigrations.Count: > 0 } => "a state migration",
            { EnvVarMappings.Count: > 0 } => "the option envVarMappings",
            { SnippetId.Length: > 0 } => "a snippet",
            _ => null,
        };
        if (unsupported is not null)
            throw new EngineException(
                $"{request.Type} '{request.Name}' needs {unsupported}, which this engine does not support");
    }

    private static PropertyMap ProviderInputs(PropertyMap inputs, PackageRequest package)
    {
        if (package.Version.Length > 0)
            inputs = inputs.With(ProviderConfiguration.Version, PropertyValue.Of(package.Version));
        return package.DownloadUrl.Length == 0
            ? inputs
            : inputs.With(ProviderConfiguration.Internal, PropertyValue.Of(
                PropertyMap.Of(("pluginDownloadURL", PropertyValue.Of(package.DownloadUrl)))));
    }

    private static AliasGoal AliasOf(Alias alias)
    {
        if (alias.AliasCase != Alias.AliasOneofCase.Spec)
            return new AliasGoal(alias.Urn);
        var spec = alias.Spec;
        return new AliasGoal((string?)null)
        {
            Name = Filled(spec.Name),
            Type = Filled(spec.Type),
            Stack = Filled(spec.Stack),
            Project = Filled(spec.Project),
            Parent = spec.ParentCase switch
            {
                Alias.Types.Spec.ParentOneofCase.ParentUrn => spec.ParentUrn,
                Alias.Types.Spec.ParentOneofCase.NoParent when spec.NoParent => "",
                _ => null,
            },
        };
    }

    private static string? Filled(string text) => text.Length > 0 ? text : null;

    private static ImmutableArray<string> Distinct(IEnumerable<string> urns) =>
        [.. urns.Where(u => u.Length > 0).Distinct().Order(StringComparer.Ordinal)];
}
