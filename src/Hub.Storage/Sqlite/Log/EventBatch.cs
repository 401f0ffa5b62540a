using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.Json;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Log;

/// <summary>Rows of events in their order: what can be read, and what cannot.</summary>
internal sealed class EventBatch
{
    private readonly List<CommittedEvent> events = [];
    private List<UnreadableEvent>? unreadable;

    public EventBatch() { }

    public EventBatch(IReadOnlyList<CommittedEvent> fresh)
    {
        events.AddRange(fresh);
        (Count, Last) = (fresh.Count, fresh[^1].Position);
    }

    public IReadOnlyList<CommittedEvent> Events => events;

    public IReadOnlyList<UnreadableEvent> Unreadable => unreadable ?? [];

    /// <summary>Rows in all.</summary>
    public int Count { get; private set; }

    /// <summary>The place of the last row, whether it could be read or not.</summary>
    public long Last { get; private set; }

    public Guid LastId { get; private set; }

    public static EventBatch ReadAll(Statement rows)
    {
        var batch = new EventBatch();
        while (rows.Step())
            batch.Add(rows);
        rows.Rewind();
        return batch;
    }

    /// <param name="row">Its columns are seq, id, organization and body.</param>
    public void Add(Statement row)
    {
        (Count, Last, LastId) = (Count + 1, row.Long(0), row.Guid(1));
        try
        {
            events.Add(new(Last, JsonSerializer.Deserialize(row.Blob(3), DomainJson.Default.HubEvent)!));
        }
        catch (Exception problem) when (problem is not IOException)
        {
            (unreadable ??= []).Add(new(LastId, new OrganizationId(row.Guid(2)), problem));
        }
    }
}

/// <summary>An event whose stored form is none.</summary>
internal readonly record struct UnreadableEvent(Guid Id, OrganizationId Organization, Exception Problem);
