using System.Buffers.Binary;
using Hub.Delivery.Deliveries;
using Hub.Storage.Sqlite.Engine;
using Hub.Storage.Sqlite.Log;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>
/// Fresh deliveries that went straight to memory. Most are settled within milliseconds, so a row each on the queue would be
/// written only to be deleted: one row names them all, and goes when the last of them is settled or has a row of its own.
/// After a crash those that are still pending get their rows.
/// </summary>
internal sealed class HandedBatch(long id, int size)
{
    private const int KeyLength = 32;

    public long Id { get; } = id;

    /// <summary>How many of its messages are still spoken for by its row.</summary>
    public int Open { get; set; } = size;

    public static void Write(Connection connection, long id, IReadOnlyList<DeliveryMessage> messages)
    {
        var keys = new byte[messages.Count * KeyLength];
        for (var index = 0; index < messages.Count; index++)
        {
            var delivery = messages[index].Delivery;
            delivery.Subscription.TryWriteBytes(keys.AsSpan(index * KeyLength, 16), bigEndian: true, out _);
            delivery.Id.TryWriteBytes(keys.AsSpan(index * KeyLength + 16, 16), bigEndian: true, out _);
        }
        connection.Prepare("INSERT INTO handed (batch, deliveries) VALUES (?, ?)").Bind(id).Bind(keys).Run();
    }

    public static void Delete(Connection connection, long id) =>
        connection.Prepare("DELETE FROM handed WHERE batch=?").Bind(id).Run();

    /// <summary>When a file is opened: what an earlier process had only in memory goes to the queue.</summary>
    public static void RequeueAll(Connection connection)
    {
        connection.Run("BEGIN IMMEDIATE");
        foreach (var keys in ReadAll(connection))
            for (var at = 0; at < keys.Length; at += KeyLength)
                Requeue(connection, ReadGuid(keys, at), ReadGuid(keys, at + 16));
        connection.Run("DELETE FROM handed;COMMIT");
    }

    private static void Requeue(Connection connection, Guid subscription, Guid delivery)
    {
        if (
            DeliveryRows.Get(connection, subscription, delivery) is { Status: DeliveryStatus.Pending, Round: 0 } pending
        )
            SqliteQueue.Insert(connection, [DeliveryMessage.Of(pending)]);
    }

    private static List<byte[]> ReadAll(Connection connection)
    {
        var found = new List<byte[]>();
        var statement = connection.Prepare("SELECT deliveries FROM handed ORDER BY batch");
        while (statement.Step())
            found.Add(statement.Blob(0).ToArray());
        statement.Rewind();
        return found;
    }

    private static Guid ReadGuid(byte[] keys, int at) => new(keys.AsSpan(at, 16), bigEndian: true);
}
