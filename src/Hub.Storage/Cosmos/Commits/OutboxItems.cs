using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Json;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Documents;

namespace Hub.Storage.Cosmos.Commits;

/// <summary>
/// What leaves a commit, each as an item of its own that is only ever inserted: the change feed would collapse updates.
/// They go by their time to live, long after any outage, and not before replays may still want the events.
/// </summary>
internal sealed class OutboxItems
{
    // A retry that comes later than this is not one.
    private const int MarkSeconds = 24 * 3600;

    private readonly ItemPlace place;
    private readonly int secondsToLive;

    public OutboxItems(Commit commit, ItemPlace place, int secondsToLive)
    {
        (this.place, this.secondsToLive) = (place, secondsToLive);
        var number = 0;
        var steps = new List<BatchStep>(commit.Events.Count + commit.Timers.Count + 1);
        foreach (var happened in commit.Events)
        {
            var (item, size) = Event(place, happened, number++, secondsToLive);
            steps.Add(Insert(ItemId.Event(happened.Id), item));
            EventBytes += size;
        }
        foreach (var message in commit.Timers)
            steps.Add(Insert(ItemId.Timer(place.Commit, number), Timer(message, number++)));
        if (steps.Count == 0)
            steps.Add(Insert(ItemId.Commit(place.Commit), Mark()));
        Steps = steps;
    }

    /// <summary>
    /// Events, then timers, in their order. The first stands at the head of the batch: no other commit can have written it,
    /// so a repeat of a batch that did take effect fails there and nowhere else.
    /// </summary>
    public IReadOnlyList<BatchStep> Steps { get; }

    /// <summary>Of the events' bodies.</summary>
    public int EventBytes { get; }

    /// <summary>Tells watching hubs of a deletion, which leaves no trace by itself.</summary>
    public BatchStep Tombstone(DocumentType type, string id)
    {
        var item = ItemWriter.Write(
            place,
            ItemId.Tombstone(type, id),
            ItemNames.TombstoneType(type.Name),
            id,
            static (writer, id) =>
            {
                writer.WriteString(ItemNames.Key, SortableText.Encode(id));
                writer.WriteNumber(ItemNames.TimeToLive, MarkSeconds);
            }
        );
        return new(StepKind.Upsert, ItemId.Tombstone(type, id), item, null, StepConflict.Moved.Instance);
    }

    private static BatchStep Insert(string id, byte[] item) =>
        new(StepKind.Create, id, item, null, StepConflict.Marked.Instance);

    /// <param name="isRelayed">It came from another store, where its deliveries were made: the relay passes it over.</param>
    /// <returns>The item, and how many bytes of it are the body.</returns>
    public static (byte[] Item, int Size) Event(
        ItemPlace place,
        HubEvent happened,
        int number,
        int secondsToLive,
        bool isRelayed = false
    )
    {
        var size = 0;
        var item = ItemWriter.Write(
            place,
            ItemId.Event(happened.Id),
            ItemNames.EventType,
            (happened, number, secondsToLive, isRelayed),
            (writer, state) =>
            {
                writer.WriteString(ItemNames.Key, state.happened.Id.ToString("N"));
                writer.WriteNumber(ItemNames.Number, state.number);
                writer.WriteNumber(ItemNames.TimeToLive, state.secondsToLive);
                if (state.isRelayed)
                    writer.WriteBoolean(ItemNames.Relayed, true);
                size = ItemWriter.WriteBody(writer, state.happened, static (body, happened) =>
                    JsonSerializer.Serialize(body, happened, DomainJson.Default.HubEvent)
                );
            }
        );
        return (item, size);
    }

    private byte[] Timer(QueueMessage message, int number) =>
        ItemWriter.Write(
            place,
            ItemId.Timer(place.Commit, number),
            ItemNames.TimerType,
            (message, number, secondsToLive),
            static (writer, state) =>
            {
                writer.WriteNumber(ItemNames.Number, state.number);
                writer.WriteNumber(ItemNames.TimeToLive, state.secondsToLive);
                writer.WriteString("message", state.message.Id);
                writer.WriteString("lane", state.message.Lane);
                writer.WriteNumber("due", FieldValue.Microseconds(state.message.Due));
                writer.WriteBase64String(ItemNames.Body, state.message.Body.Span);
            }
        );

    /// <summary>Says that the commit took effect, where nothing else does.</summary>
    private byte[] Mark() =>
        ItemWriter.Write(place, ItemId.Commit(place.Commit), ItemNames.CommitType, 0, static (writer, _) =>
            writer.WriteNumber(ItemNames.TimeToLive, MarkSeconds)
        );
}
