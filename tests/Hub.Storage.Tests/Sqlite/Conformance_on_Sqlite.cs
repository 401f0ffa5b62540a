using Hub.Storage.Tests.Conformance;

namespace Hub.Storage.Tests.Sqlite;

public sealed class StoreConformance_on_Sqlite() : StoreConformance(SqliteEngine.Start);

public sealed class QueueConformance_on_Sqlite() : QueueConformance(SqliteEngine.Start);

public sealed class DeliveryStoreConformance_on_Sqlite() : DeliveryStoreConformance(SqliteEngine.Start);

public sealed class EventFeedConformance_on_Sqlite() : EventFeedConformance(SqliteEngine.Start);

public sealed class UsageConformance_on_Sqlite() : UsageConformance(SqliteEngine.Start);

public sealed class DigestConformance_on_Sqlite() : DigestConformance(SqliteEngine.Start);
