using System.Text.Json;
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
    IReadOnlyList<PurgeRequest> Purges
)
{
    public bool IsEmpty => Events.Count == 0 && Timers.Count == 0 && Purges.Count == 0;

    public static async Task<OutboxPage> Read(Stream changes, CancellationToken cancellation)
    {
        using var json = await JsonDocument.ParseAsync(changes, cancellationToken: cancellation);
        var items =
            json.RootElement.ValueKind == JsonValueKind.Array
                ? json.RootElement
                : json.RootElement.GetProperty("Documents");
        var events = new List<OutboxItem>();
        var timers = new List<QueueMessage>();
        var purges = new List<PurgeRequest>();
        foreach (var item in items.EnumerateArray())
        {
            if (!item.TryGetProperty("type", out var type))
                continue;
            if (type.ValueEquals(ItemNames.EventType) && !item.TryGetProperty("relayed", out _))
                events.Add(
                    new(
                        item.GetProperty("commit").GetGuid(),
                        item.GetProperty("n").GetInt32(),
                        new(
                            item.GetProperty("_ts").GetInt64(),
                            item.GetProperty("body").Deserialize(DomainJson.Default.HubEvent)!
                        )
                    )
                );
            else if (type.ValueEquals(ItemNames.TimerType))
                timers.Add(Timer(item));
            else if (type.ValueEquals(ItemNames.PurgeType))
                purges.Add(
                    new(
                        new OrganizationId(item.GetProperty("organizationId").GetGuid()),
                        item.GetProperty("partition").GetString()!,
                        item.GetProperty("first").GetString()!
                    )
                );
        }
        return new(InOrder(events), timers, purges);
    }

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
