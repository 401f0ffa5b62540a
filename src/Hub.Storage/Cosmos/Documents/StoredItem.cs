using System.Text.Json;
using Hub.Domain.Documents;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Documents;

/// <summary>An item as it was read, kept only as long as it is looked at.</summary>
internal sealed class StoredItem(JsonDocument json, string etag) : IDisposable
{
    public string ETag => etag;

    public DocumentVersion Version => ItemVersion.Of(etag, ItemVersion.SizeOf(json.RootElement));

    public JsonElement Body => json.RootElement.GetProperty("body");

    public Guid Commit => json.RootElement.GetProperty("commit").GetGuid();

    public JsonElement this[string property] => json.RootElement.GetProperty(property);

    /// <summary>Nothing when there is no such item.</summary>
    public static async ValueTask<StoredItem?> Read(ResponseMessage response, CancellationToken cancellation)
    {
        using (response)
            return response.IsSuccessStatusCode
                ? new(await StoredJson.Parse(response.Content, cancellation), response.Headers.ETag)
                : null;
    }

    /// <summary>
    /// The declared fields; unique ones as they were written, for it is that value that is reserved, whatever the
    /// declaration would make of the document today.
    /// </summary>
    public DocumentFields Extract(DocumentType type)
    {
        var fields = type.Extract(JsonSerializer.SerializeToUtf8Bytes(Body));
        return fields with
        {
            Values = [.. fields.Values.Select((value, index) => AsWritten(type.Fields[index], value))],
        };
    }

    private FieldValue AsWritten(Field field, FieldValue today)
    {
        if (
            !field.Unique
            || field.Kind is not (FieldKind.Text or FieldKind.FoldedText)
            || !json.RootElement.TryGetProperty("f", out var written)
            || !written.TryGetProperty(field.Name, out var value)
        )
            return today;
        var text = value.GetString();
        return text == SortableText.Absent ? FieldValue.Absent
            : field.Kind == FieldKind.FoldedText ? FieldValue.OfFold(SortableText.Decode(text!))
            : FieldValue.Text(SortableText.Decode(text!));
    }

    public void Dispose() => json.Dispose();
}
