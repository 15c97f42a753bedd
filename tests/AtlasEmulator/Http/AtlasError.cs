using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace AtlasEmulator.Http;

/// <summary>A refusal, with all that goes into its ApiError body. Parameters are strings and numbers.</summary>
internal sealed class AtlasError(int status, string code, string detail, params object[] parameters) : Exception(detail)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
    public int? RetryAfter { get; init; }

    /// <summary>Fields and what is wrong with them, for VALIDATION_ERROR.</summary>
    public IReadOnlyList<(string Field, string Description)> Fields { get; init; } = [];

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Fields.Count > 0)
        {
            writer.WriteStartObject("badRequestDetail");
            writer.WriteStartArray("fields");
            foreach (var (field, description) in Fields)
            {
                writer.WriteStartObject();
                writer.WriteString("description", description);
                writer.WriteString("field", field);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteString("detail", Message);
        writer.WriteNumber("error", Status);
        writer.WriteString("errorCode", Code);
        writer.WritePropertyName("parameters");
        JsonSerializer.Serialize(writer, parameters);
        writer.WriteString("reason", ReasonPhrases.GetReasonPhrase(Status));
        writer.WriteEndObject();
    }
}
