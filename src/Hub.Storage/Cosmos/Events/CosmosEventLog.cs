using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Delivery.SettingAside;
using Hub.Domain.Events;
using Hub.Domain.Json;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Cosmos.Queries;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Events;

/// <summary>Past events: the outbox items, for as long as they live.</summary>
internal sealed class CosmosEventLog(CosmosAccount account, SetAside setAside) : IEventLog
{
    // Ids start with their time, so "since" is a range of keys. One of the composite indexes serves the order.
    private const string EventsSince =
        "SELECT c[\"id\"] AS i, c[\"body\"] AS b FROM c WHERE c[\"organizationId\"] = @organization AND c[\"type\"] = @type "
        + "AND c[\"key\"] >= @first ORDER BY c[\"organizationId\"], c[\"type\"], c[\"key\"]";

    public async Task<HubEvent?> Get(EventReference reference, CancellationToken cancellation)
    {
        var core = await account.Core(cancellation);
        var (id, key) = (ItemId.Event(reference.Id), Keys.Of(reference.Organization, reference.Partition));
        var response = await account.Calls.Send(
            Operation.EventGet,
            token => core.ReadItemStreamAsync(id, key, cancellationToken: token),
            cancellation
        );
        using var found = await StoredItem.Read(response, cancellation);
        return found is null ? null : TryRead(reference.Organization, id, found.Body);
    }

    public async IAsyncEnumerable<HubEvent> Since(
        OrganizationId organization,
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var core = await account.Core(cancellation);
        var query = new QueryDefinition(EventsSince)
            .WithParameter("@organization", Keys.Text(organization))
            .WithParameter("@type", ItemNames.EventType)
            .WithParameter("@first", EventTime.FirstIdAt(since).ToString("N"));
        var options = new QueryRequestOptions { PartitionKey = Keys.Of(organization), MaxConcurrency = -1 };
        var rows = account.Calls.Rows(Operation.EventQuery, core, query, options, cancellation);
        await foreach (var row in rows)
            if (TryRead(organization, row.GetProperty("i").GetString()!, row.GetProperty("b")) is { } happened)
                if (happened.At >= since)
                    yield return happened;
    }

    private HubEvent? TryRead(OrganizationId organization, string id, JsonElement body)
    {
        try
        {
            return body.Deserialize(DomainJson.Default.HubEvent);
        }
        catch (Exception problem)
        {
            setAside.Note(organization, SetAsideSorts.Event, id, problem);
            return null;
        }
    }
}
