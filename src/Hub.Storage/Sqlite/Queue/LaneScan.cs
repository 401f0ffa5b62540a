using Hub.Domain.Documents;
using Hub.Ports.Queue;
using Hub.Storage.Lanes;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>Reads a lane's due messages from the table.</summary>
internal static class LaneScan
{
    /// <summary>The due messages that are not held, and where the next scan starts.</summary>
    public static (List<TableMessage> Messages, LanePosition Next) Read(
        Connection connection,
        Lane<TableMessage> lane,
        long now,
        int most,
        HeldMessages held
    )
    {
        var statement = connection
            .Prepare(
                """
                SELECT due, id, leases, body FROM queue
                WHERE lane=? AND (due, id) >= (?, ?) ORDER BY due, id
                """
            )
            .Bind(lane.Name)
            .Bind(lane.ScanFrom.Due)
            .Bind(lane.ScanFrom.Id);
        var found = new List<TableMessage>();
        var next = LanePosition.End;
        while (statement.Step())
        {
            var position = new LanePosition(statement.Long(0), statement.Text(1));
            if (position.Due > now || found.Count == most)
            {
                next = position;
                break;
            }
            if (held.Has(position.Id))
                continue;
            var due = FieldValue.FromMicroseconds(position.Due);
            var message = new QueueMessage(position.Id, lane.Name, due, statement.Blob(3).ToArray());
            found.Add(new TableMessage(message, (int)statement.Long(2)));
        }
        statement.Rewind();
        return (found, next);
    }
}
