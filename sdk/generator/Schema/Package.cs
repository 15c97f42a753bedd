using System.Text.Json;
using System.Text.RegularExpressions;

namespace Peering.SdkGenerator.Schema;

/// <summary>A package schema as far as it shapes the C# SDK. Everything in it is resolved and checked.</summary>
internal sealed record Package(
    string Name,
    string? Version,
    bool VersionFromSchema,
    string Description,
    string? Homepage,
    string? License,
    string? Repository,
    string? Publisher,
    string? PluginDownloadUrl,
    string? Namespace,
    Regex? ModuleFormat,
    CSharpSettings CSharp,
    IReadOnlyList<Property> Config,
    Resource Provider,
    IReadOnlyList<Resource> Resources,
    IReadOnlyList<Function> Functions,
    IReadOnlyDictionary<string, ObjectDefinition> Objects,
    IReadOnlyList<EnumDefinition> Enums);

/// <summary>The package's <c>language.csharp</c> block.</summary>
internal sealed record CSharpSettings(
    string? RootNamespace,
    IReadOnlyDictionary<string, string> Namespaces,
    IReadOnlyDictionary<string, string> PackageReferences,
    IReadOnlyList<string> ProjectReferences);

internal sealed record Property(
    string Name,
    string Path,
    SchemaType Type,
    bool Required,
    string? Description,
    JsonElement? Const,
    JsonElement? Default,
    IReadOnlyList<string> Environment,
    string? Deprecation,
    bool Secret,
    bool ReplaceOnChanges,
    bool WillReplaceOnChanges,
    string? CSharpName);

internal sealed record Resource(
    string Token,
    string Path,
    bool IsProvider,
    bool IsComponent,
    string? CSharpName,
    string? Description,
    string? Deprecation,
    IReadOnlyList<Property> Outputs,
    IReadOnlyList<Property> Inputs,
    IReadOnlyList<Property>? StateInputs,
    IReadOnlyList<string> Aliases);

/// <summary>
/// At most one of <c>Result</c> (an object described in place) and <c>ReturnType</c> is set; none means void.
/// </summary>
internal sealed record Function(
    string Token,
    string Path,
    string? Description,
    string? Deprecation,
    IReadOnlyList<Property>? Inputs,
    bool SpreadsInputs,
    IReadOnlyList<Property>? Result,
    SchemaType? ReturnType);

internal sealed record ObjectDefinition(
    string Token, string Path, string? Description, IReadOnlyList<Property> Properties);

internal sealed record EnumDefinition(
    string Token, string Path, string? Description, Primitive Kind, IReadOnlyList<EnumMember> Members);

internal sealed record EnumMember(
    string Path, string Name, JsonElement Value, string? Description, string? Deprecation);
