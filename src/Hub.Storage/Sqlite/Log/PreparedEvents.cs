using System.Buffers;
using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.Json;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Log;

/// <summary>The events of one commit, serialised and ready to be written.</summary>
internal sealed class PreparedEvents
{
    public static readonly PreparedEvents None = new();

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    private readonly SqliteEvents? owner;
    private readonly byte[][] bodies;
    private readonly CommittedEvent[] events;

    public PreparedEvents(SqliteEvents owner, IReadOnlyList<HubEvent> happened)
    {
        this.owner = owner;
        events = [.. happened.Select(one => new CommittedEvent(0, one))];
        bodies = [.. happened.Select(one => Body(one))];
    }

    private static byte[] Body(HubEvent happened)
    {
        var target = buffer ??= new ArrayBufferWriter<byte>(4096);
        target.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(target, PreparedChange.Writing);
        JsonSerializer.Serialize(writer, happened, DomainJson.Default.HubEvent);
        writer.Flush();
        return target.WrittenSpan.ToArray();
    }

    private PreparedEvents()
    {
        bodies = [];
        events = [];
    }

    public int Size => bodies.Sum(body => body.Length);

    public void Insert(Connection connection, Usage usage)
    {
        for (var index = 0; index < events.Length; index++)
        {
            var happened = events[index].Event;
            events[index] = new(owner!.NextSequence(), happened);
            connection
                .Prepare("INSERT INTO events (seq, id, organization, body) VALUES (?, ?, ?, ?)")
                .Bind(events[index].Position)
                .Bind(happened.Id)
                .Bind(happened.Organization.Value)
                .Bind(bodies[index])
                .Run();
            usage.Add(happened.Organization.Value, bodies[index].Length);
        }
    }

    public void Publish()
    {
        if (events.Length > 0)
            owner!.Publish(events);
    }
}
