using System.Text.Json;
using Hub.Delivery.SettingAside;
using Hub.Domain.Documents;
using Hub.Domain.Json;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Documents;

namespace Hub.Storage.Cosmos.Events;

/// <summary>What a page of the change feed holds for the relay; documents and all else are passed over.</summary>
internal sealed record OutboxPage(
    IReadOnlyList<CommittedEvent> Events,
    IReadOnlyList<QueueMessage> Timers,
    IReadOnlyList<PurgeRequest> Purges,
    IReadOnlyList<UnreadableItem> Unreadable
)
{
    public bool IsEmpty => Events.Count + Timers.Count + Purges.Count + Unreadable.Count == 0;

    public static async Task<OutboxPage> Read(Stream changes, CancellationToken cancellation)
    {
        using var json = await StoredJson.Parse(changes, cancellation);
        var items =
            json.RootElement.ValueKind == JsonValueKind.Array
                ? json.RootElement
                : json.RootElement.GetProperty("Documents");
        var events = new List<OutboxItem>();
        var timers = new List<QueueMessage>();
        var purges = new List<PurgeRequest>();
        var unreadable = new List<UnreadableItem>();
        foreach (var item in items.EnumerateArray())
        {
            if (!item.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
                continue;
            try
            {
                if (type.ValueEquals(ItemNames.EventType) && !item.TryGetProperty("relayed", out _))
                    events.Add(Event(item));
                else if (type.ValueEquals(ItemNames.TimerType))
                    timers.Add(Timer(item));
                else if (type.ValueEquals(ItemNames.PurgeType))
                    purges.Add(Purge(item));
            }
            catch (Exception problem)
            {
                unreadable.Add(UnreadableItem.Of(item, type.ValueEquals(ItemNames.TimerType), problem));
            }
        }
        return new(InOrder(events), timers, purges, unreadable);
    }

    private static OutboxItem Event(JsonElement item) =>
        new(
            item.GetProperty("commit").GetGuid(),
            item.GetProperty("n").GetInt32(),
            new(
                item.GetProperty("_ts").GetInt64(),
                item.GetProperty("body").Deserialize(DomainJson.Default.HubEvent)
                    ?? throw new JsonException("The event is null.")
            )
        );

    private static PurgeRequest Purge(JsonElement item) =>
        new(
            new OrganizationId(item.GetProperty("organizationId").GetGuid()),
            item.GetProperty("partition").GetString()!,
            item.GetProperty("first").GetString()!
        );

    /// <summary>The items of one batch share their place in the feed: within it, the order is the commit's own.</summary>
    private static List<CommittedEvent> InOrder(List<OutboxItem> events)
    {
        for (var start = 0; start < events.Count; )
        {
            var end = start + 1;
            while (end < events.Count && events[end].Commit == events[start].Commit)
                end++;
            events.Sort(start, end - start, Comparer<OutboxItem>.Create(static (x, y) => x.Number.CompareTo(y.Number)));
            start = end;
        }
        return [.. events.Select(static item => item.Value)];
    }

    private static QueueMessage Timer(JsonElement item) =>
        new(
            item.GetProperty("message").GetString()!,
            item.GetProperty("lane").GetString()!,
            FieldValue.FromMicroseconds(item.GetProperty("due").GetInt64()),
            item.GetProperty("body").GetBytesFromBase64()
        );

    private readonly record struct OutboxItem(Guid Commit, int Number, CommittedEvent Value);
}

/// <summary>An item that should be relayed and is none of what can be.</summary>
internal readonly record struct UnreadableItem(
    OrganizationId Organization,
    string Sort,
    string Place,
    Exception Problem
)
{
    public static UnreadableItem Of(JsonElement item, bool isTimer, Exception problem) =>
        new(
            Guid.TryParse(Text(item, "organizationId"), out var organization) ? new(organization) : OrganizationId.Hub,
            isTimer ? SetAsideSorts.Timer : SetAsideSorts.Event,
            $"{Text(item, "partition")}/{Text(item, "id")}",
            problem
        );

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
