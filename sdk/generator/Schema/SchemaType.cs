namespace Peering.SdkGenerator.Schema;

internal enum Primitive { Boolean, Integer, Number, String, Any, Json, Asset, Archive }

/// <summary>The type of a property. A plain one takes a prompt value even where inputs are expected.</summary>
internal abstract record SchemaType(bool Plain);

internal sealed record PrimitiveType(Primitive Kind, bool Plain) : SchemaType(Plain);

internal sealed record ArrayType(SchemaType Items, bool Plain) : SchemaType(Plain);

internal sealed record MapType(SchemaType Values, bool Plain) : SchemaType(Plain);

internal sealed record UnionType(IReadOnlyList<SchemaType> Members, bool Plain) : SchemaType(Plain);

internal sealed record ObjectReference(string Token, bool Plain) : SchemaType(Plain);

internal sealed record EnumReference(string Token, Primitive Kind, bool Plain) : SchemaType(Plain);

internal sealed record ResourceReference(string Token, bool Plain) : SchemaType(Plain);
