using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Hub.Scim;

/// <summary>How JSON is read and written here.</summary>
internal static class ScimJson
{
    /// <summary>Deeper than any resource; a body that goes further down is refused.</summary>
    public const int MaxDepth = 32;

    public const string MediaType = "application/scim+json";

    private const string NoText = "The body holds text that is not valid Unicode.";

    /// <summary>Answers are never part of a web page, so text stays readable.</summary>
    public static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth };

    public static bool TryParse(ReadOnlySpan<byte> utf8, out JsonElement root, out ScimError? error)
    {
        root = default;
        error = null;
        try
        {
            if (!Utf8.IsValid(utf8))
                error = ScimError.InvalidSyntax(NoText);
            else if (utf8.IndexOf("\\u"u8) >= 0 && !HasText(utf8))
                error = ScimError.InvalidSyntax(NoText);
            else
                root = JsonElement.Parse(utf8, Reading);
        }
        catch (JsonException broken)
        {
            error = ScimError.InvalidSyntax(
                $"The body is not valid JSON: see line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}."
            );
        }
        return error is null;
    }

    public static byte[] Write(JsonNode node)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output, Writing))
            node.WriteTo(writer);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Escapes can spell half a character, which no string can hold.</summary>
    private static bool HasText(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
