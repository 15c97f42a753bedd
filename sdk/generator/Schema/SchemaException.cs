namespace Peering.SdkGenerator.Schema;

/// <summary>The schema cannot be turned into C#. The message starts with the path of the offending value.</summary>
internal sealed class SchemaException(string path, string message) : Exception($"{path}: {message}");
