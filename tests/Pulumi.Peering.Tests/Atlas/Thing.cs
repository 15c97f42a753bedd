using System.Text.Json.Serialization;
using Peering.Atlas;

namespace Peering.Tests.Atlas;

/// <summary>Any Atlas object: the room under test knows no kind.</summary>
internal sealed record Thing(
    [property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("size")] int Size = 0);

[JsonSerializable(typeof(Thing))]
[JsonSerializable(typeof(AtlasPage<Thing>))]
internal sealed partial class ThingJson : JsonSerializerContext;
