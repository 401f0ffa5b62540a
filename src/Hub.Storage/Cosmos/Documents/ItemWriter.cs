using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;

namespace Hub.Storage.Cosmos.Documents;

/// <summary>Where an item is kept, and which commit writes it.</summary>
internal readonly record struct ItemPlace(OrganizationId Organization, string Partition, Guid Commit);

/// <summary>Writes items of the core container.</summary>
internal static class ItemWriter
{
    // Not for HTML: escaping would only make items larger.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static byte[] Write<TState>(
        ItemPlace place,
        string id,
        string type,
        TState state,
        Action<Utf8JsonWriter, TState> rest
    )
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString(ItemNames.Id, id);
            writer.WriteString(ItemNames.Organization, place.Organization.Value);
            writer.WriteString(ItemNames.Partition, place.Partition);
            writer.WriteString(ItemNames.Type, type);
            writer.WriteString(ItemNames.Commit, place.Commit);
            rest(writer, state);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteFields(Utf8JsonWriter writer, DocumentType type, DocumentFields fields)
    {
        writer.WriteStartObject(ItemNames.Fields);
        for (var index = 0; index < type.Fields.Count; index++)
        {
            writer.WritePropertyName(type.Fields[index].Name);
            WriteValue(writer, fields.Values[index]);
        }
        writer.WriteEndObject();
        if (type.Arrays.Count == 0 && !type.IsSearched)
            return;
        writer.WriteStartObject(ItemNames.Arrays);
        for (var index = 0; index < type.Arrays.Count; index++)
            WriteArray(writer, type.Arrays[index], fields.Arrays[index]);
        if (type.IsSearched)
            WriteWords(writer, fields.Words);
        writer.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter writer, IReadOnlyCollection<string> words)
    {
        writer.WriteStartArray(ItemNames.Words);
        foreach (var word in words)
            writer.WriteStringValue(SortableText.Encode(word));
        writer.WriteEndArray();
    }

    private static void WriteArray(Utf8JsonWriter writer, ArrayField array, IReadOnlyList<FieldValue[]> elements)
    {
        writer.WriteStartArray(array.Name);
        foreach (var element in elements)
        {
            writer.WriteStartObject();
            for (var index = 0; index < array.Elements.Count; index++)
            {
                if (!element[index].IsPresent)
                    continue;
                writer.WritePropertyName(array.Elements[index].Name);
                WriteValue(writer, element[index]);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, FieldValue value)
    {
        if (!value.IsPresent)
            writer.WriteStringValue(SortableText.Absent);
        else if (value.IsTextual)
            writer.WriteStringValue(SortableText.Encode(value.AsText));
        else if (value.Kind == FieldKind.Number)
            writer.WriteNumberValue(value.AsNumber);
        else
            writer.WriteNumberValue(value.AsInteger);
    }
}
