using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A file or a bundle of files.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(string signature, string property, object value) =>
        (Signature, Property, Value) = (signature, property, value);

    internal string Signature { get; }

    internal string Property { get; }

    internal object Value { get; }
}

public abstract class Asset : AssetOrArchive
{
    private protected Asset(string property, string value)
        : base(Signatures.Asset, property, value)
    {
    }
}

public abstract class Archive : AssetOrArchive
{
    private protected Archive(string property, object value)
        : base(Signatures.Archive, property, value)
    {
    }
}

/// <summary>The content of a file on disk.</summary>
public sealed class FileAsset(string path) : Asset("path", path);

/// <summary>Content given as text.</summary>
public sealed class StringAsset(string text) : Asset("text", text);

/// <summary>Content fetched from a URI.</summary>
public sealed class RemoteAsset(string uri) : Asset("uri", uri);

/// <summary>A directory or an archive file on disk.</summary>
public sealed class FileArchive(string path) : Archive("path", path);

/// <summary>An archive fetched from a URI.</summary>
public sealed class RemoteArchive(string uri) : Archive("uri", uri);

/// <summary>An archive put together from assets and archives.</summary>
public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets)
    : Archive("assets", assets.ToImmutableDictionary());
