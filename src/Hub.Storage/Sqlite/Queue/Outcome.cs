using Hub.Delivery.Ports;
using Hub.Domain.Documents;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>How a leased message is settled in the table.</summary>
internal abstract record Outcome
{
    /// <summary>False when the message is not in the table any more.</summary>
    public abstract bool Apply(Connection connection, LeasedMessage message);

    public sealed record Completed : Outcome
    {
        public static readonly Completed Instance = new();

        public override bool Apply(Connection connection, LeasedMessage message) =>
            SqliteQueue.Remove(connection, message.Message.Id);
    }

    public sealed record Retried(DateTimeOffset Due) : Outcome
    {
        public override bool Apply(Connection connection, LeasedMessage message)
        {
            connection
                .Prepare("UPDATE queue SET due=?, leases=? WHERE id=?")
                .Bind(FieldValue.Microseconds(Due))
                .Bind((long)message.DeliveryCount)
                .Bind(message.Message.Id)
                .Run();
            return connection.Changes > 0;
        }
    }

    public sealed record Dead(string Reason, DateTimeOffset At) : Outcome
    {
        public override bool Apply(Connection connection, LeasedMessage message)
        {
            if (!SqliteQueue.Remove(connection, message.Message.Id))
                return false;
            connection
                .Prepare("INSERT OR REPLACE INTO dead (id, lane, due, body, reason, at) VALUES (?, ?, ?, ?, ?, ?)")
                .Bind(message.Message.Id)
                .Bind(message.Message.Lane)
                .Bind(FieldValue.Microseconds(message.Message.Due))
                .Bind(message.Message.Body.Span)
                .Bind(Reason)
                .Bind(FieldValue.Microseconds(At))
                .Run();
            return true;
        }
    }
}
