using Hub.Storage.Tests.Conformance;

namespace Hub.Storage.Tests.Cosmos;

public sealed class StoreConformance_on_Cosmos() : StoreConformance(CosmosEngine.StartWithRelay);

public sealed class DeliveryStoreConformance_on_Cosmos() : DeliveryStoreConformance(CosmosEngine.Start);

public sealed class EventFeedConformance_on_Cosmos() : EventFeedConformance(CosmosEngine.Start);

public sealed class UsageConformance_on_Cosmos() : UsageConformance(CosmosEngine.Start);
