using System.Text.Json;
using Hub.Domain.Documents;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Documents;

/// <summary>An item as it was read, kept only as long as it is looked at.</summary>
internal sealed class StoredItem(JsonDocument json, string etag) : IDisposable
{
    public string ETag => etag;

    public JsonElement Body => json.RootElement.GetProperty("body");

    public Guid Commit => json.RootElement.GetProperty("commit").GetGuid();

    public JsonElement this[string property] => json.RootElement.GetProperty(property);

    /// <summary>Nothing when there is no such item.</summary>
    public static async ValueTask<StoredItem?> Read(ResponseMessage response, CancellationToken cancellation)
    {
        using (response)
            return response.IsSuccessStatusCode
                ? new(
                    await JsonDocument.ParseAsync(response.Content, cancellationToken: cancellation),
                    response.Headers.ETag
                )
                : null;
    }

    public DocumentFields Extract(DocumentType type) => type.Extract(JsonSerializer.SerializeToUtf8Bytes(Body));

    public void Dispose() => json.Dispose();
}
