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
    private const string EventsOf =
        "SELECT c[\"id\"] AS i, c[\"body\"] AS b FROM c WHERE c[\"organizationId\"] = @organization AND c[\"type\"] = @type";

    // Ids start with their time, so "since" is a range of keys. One of the composite indexes serves the order, both ways.
    private const string EventsSince =
        EventsOf + " AND c[\"key\"] >= @key ORDER BY c[\"organizationId\"], c[\"type\"], c[\"key\"]";

    private const string NewestEvents =
        EventsOf + " ORDER BY c[\"organizationId\"] DESC, c[\"type\"] DESC, c[\"key\"] DESC";

    private const string EventOfKey = EventsOf + " AND c[\"key\"] = @key";

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

    public async Task<HubEvent?> Find(OrganizationId organization, Guid id, CancellationToken cancellation)
    {
        await foreach (var happened in Query(organization, EventOfKey, id, cancellation))
            return happened;
        return null;
    }

    public async IAsyncEnumerable<HubEvent> Since(
        OrganizationId organization,
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var happened in Query(organization, EventsSince, EventTime.FirstIdAt(since), cancellation))
            if (happened.At >= since)
                yield return happened;
    }

    public IAsyncEnumerable<HubEvent> Newest(OrganizationId organization, CancellationToken cancellation) =>
        Query(organization, NewestEvents, null, cancellation);

    private async IAsyncEnumerable<HubEvent> Query(
        OrganizationId organization,
        string text,
        Guid? key,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var core = await account.Core(cancellation);
        var query = new QueryDefinition(text)
            .WithParameter("@organization", Keys.Text(organization))
            .WithParameter("@type", ItemNames.EventType);
        if (key is { } id)
            query = query.WithParameter("@key", id.ToString("N"));
        var options = new QueryRequestOptions { PartitionKey = Keys.Of(organization), MaxConcurrency = -1 };
        var rows = account.Calls.Rows(Operation.EventQuery, core, query, options, cancellation);
        await foreach (var row in rows)
            if (TryRead(organization, row.GetProperty("i").GetString()!, row.GetProperty("b")) is { } happened)
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
