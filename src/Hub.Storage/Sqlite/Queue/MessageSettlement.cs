using Hub.Domain.Documents;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>How a leased message is settled in the table.</summary>
internal abstract record MessageSettlement
{
    /// <summary>False when the message should be in the table and is not any more.</summary>
    public abstract bool Apply(Connection connection, TableMessage held);

    private static bool Remove(Connection connection, TableMessage held) =>
        !held.IsWritten || SqliteQueue.Remove(connection, held.Message.Id);

    public sealed record Completed : MessageSettlement
    {
        public static readonly Completed Instance = new();

        public override bool Apply(Connection connection, TableMessage held) => Remove(connection, held);
    }

    public sealed record Retried(DateTimeOffset Due) : MessageSettlement
    {
        public override bool Apply(Connection connection, TableMessage held)
        {
            if (!held.IsWritten)
                return SqliteQueue.Insert(connection, held.Message, Due, held.Leases);
            connection
                .Prepare("UPDATE queue SET due=?, leases=? WHERE id=?")
                .Bind(FieldValue.Microseconds(Due))
                .Bind((long)held.Leases)
                .Bind(held.Message.Id)
                .Run();
            return connection.Changes > 0;
        }
    }

    public sealed record Dead(string Reason, DateTimeOffset At) : MessageSettlement
    {
        public override bool Apply(Connection connection, TableMessage held)
        {
            if (!Remove(connection, held))
                return false;
            connection
                .Prepare("INSERT OR REPLACE INTO dead (id, lane, due, body, reason, at) VALUES (?, ?, ?, ?, ?, ?)")
                .Bind(held.Message.Id)
                .Bind(held.Message.Lane)
                .Bind(FieldValue.Microseconds(held.Message.Due))
                .Bind(held.Message.Body.Span)
                .Bind(Reason)
                .Bind(FieldValue.Microseconds(At))
                .Run();
            return true;
        }
    }
}
