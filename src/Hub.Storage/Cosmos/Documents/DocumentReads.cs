using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Documents;

/// <summary>Reads one document: a point read, the cheapest there is.</summary>
internal static class DocumentReads
{
    public static async Task<Stored<T>?> ReadDocument<T>(
        this CosmosAccount account,
        Container core,
        DocumentType<T> type,
        OrganizationId organization,
        string partition,
        string id,
        CancellationToken cancellation
    )
        where T : class
    {
        var (item, key) = (ItemId.Document(type, id), Keys.Of(organization, partition));
        var response = await account.Calls.Send(
            Operation.Get,
            token => core.ReadItemStreamAsync(item, key, cancellationToken: token),
            cancellation
        );
        using var found = await StoredItem.Read(response, cancellation);
        return found is null ? null : new(partition, id, found.Body.Deserialize(type.Json)!, found.Version);
    }
}
