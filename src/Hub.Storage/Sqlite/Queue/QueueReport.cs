using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Json;
using Hub.Ports.Queue;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>What the table says of itself.</summary>
internal static class QueueReport
{
    /// <summary>
    /// Every lane with the due time of its first message. From lane to lane by the index, so that it takes as long as there are lanes,
    /// however many messages they have.
    /// </summary>
    public static IReadOnlyList<(string Lane, long Due)> FirstDues(SqliteFile file) =>
        file.Readers.Read(static connection =>
        {
            var found = new List<(string Lane, long Due)>();
            while (NextLane(connection, found is [.., var last] ? last.Lane : null) is { } next)
                found.Add(next);
            return found;
        });

    private static (string Lane, long Due)? NextLane(Connection connection, string? after)
    {
        var statement = connection
            .Prepare(
                $"SELECT lane, due FROM queue WHERE lane {(after is null ? ">=" : ">")} ? ORDER BY lane, due LIMIT 1"
            )
            .Bind(after ?? "");
        (string, long)? next = statement.Step() ? (statement.Text(0), statement.Long(1)) : null;
        statement.Rewind();
        return next;
    }

    /// <summary>What the table holds, but for what is leased, and what is ready in memory only.</summary>
    public static QueueDepth Depth(
        SqliteFile file,
        DateTimeOffset now,
        (IReadOnlyList<string> Leased, IReadOnlyList<DateTimeOffset> Unwritten) memory
    ) =>
        file.Readers.Read(connection =>
        {
            var statement = connection
                .Prepare(
                    """
                    SELECT count(*) FILTER (WHERE due <= ?1), count(*) FILTER (WHERE due > ?1),
                           (SELECT count(*) FROM dead), min(due) FILTER (WHERE due <= ?1)
                    FROM queue WHERE id NOT IN (SELECT value FROM json_each(?2))
                    """
                )
                .Bind(FieldValue.Microseconds(now))
                .Bind(JsonSerializer.Serialize(memory.Leased, DomainJson.Default.IReadOnlyListString));
            statement.Step();
            DateTimeOffset? oldest = statement.LongOrNull(3) is { } due ? FieldValue.FromMicroseconds(due) : null;
            foreach (var unwritten in memory.Unwritten)
                oldest = oldest < unwritten ? oldest : unwritten;
            var depth = new QueueDepth(
                Ready: statement.Long(0) + memory.Unwritten.Count,
                Scheduled: statement.Long(1),
                Leased: memory.Leased.Count,
                Dead: statement.Long(2),
                OldestDue: oldest
            );
            statement.Rewind();
            return depth;
        });

    public static IReadOnlyList<DeadMessage> DeadLetters(SqliteFile file, int max) =>
        file.Readers.Read(connection =>
        {
            var statement = connection
                .Prepare("SELECT id, lane, due, body, reason, at FROM dead ORDER BY at DESC LIMIT ?")
                .Bind((long)max);
            var found = new List<DeadMessage>();
            while (statement.Step())
            {
                var due = FieldValue.FromMicroseconds(statement.Long(2));
                var message = new QueueMessage(statement.Text(0), statement.Text(1), due, statement.Blob(3).ToArray());
                found.Add(new(message, statement.Text(4), FieldValue.FromMicroseconds(statement.Long(5))));
            }
            statement.Rewind();
            return found;
        });
}
