using Hub.Delivery.Deliveries;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Log;

/// <summary>Records deliveries as they are, over what was on record, and touches no queue.</summary>
internal sealed class PutWork(IReadOnlyList<DeliveryRecord> deliveries) : WriteWork<bool>
{
    protected override bool Write(Connection connection)
    {
        foreach (var delivery in deliveries)
            if (!DeliveryRows.Insert(connection, delivery))
                DeliveryRows.Update(connection, delivery);
        return true;
    }
}
