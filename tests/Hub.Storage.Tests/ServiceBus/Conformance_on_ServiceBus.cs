using Hub.Storage.Tests.Conformance;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class QueueConformance_on_ServiceBus() : QueueConformance(ServiceBusEngine.Start);

public sealed class DeliveryStoreConformance_on_ServiceBus() : DeliveryStoreConformance(ServiceBusEngine.Start);
