using Hub.LocalCloud.ServiceBus.Injection;
using Hub.LocalCloud.ServiceBus.Queues;
using Hub.LocalCloud.ServiceBus.Wire;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>The runtime API's routes: sending to a queue, receiving from it and from its dead-letter queue.</summary>
internal static class ServiceBusApi
{
    public static IEndpointRouteBuilder MapServiceBus(this IEndpointRouteBuilder routes, ServiceBusNamespace bus)
    {
        routes
            .MapPost("/{queue}/messages", SendMessages.Handle)
            .AddEndpointFilter(new FaultFilter(bus, SendMessages.OperationOf))
            .AddEndpointFilter(new Access(bus.Options))
            .AddEndpointFilter(new QueueLookup(bus, queue => queue.Messages));

        routes.MapGroup("/{queue}/messages").MapReceiving(bus, queue => queue.Messages);
        routes.MapGroup("/{queue}/$deadletterqueue/messages").MapReceiving(bus, queue => queue.DeadLetters);
        routes
            .MapGet("/{queue}", (string queue) => DescribeQueue.Handle(queue, bus))
            .AddEndpointFilter(new FaultFilter(bus, _ => ServiceBusOperation.Describe))
            .AddEndpointFilter(new Access(bus.Options));
        routes.MapFallback(() => Reply.Error(404, "The requested resource does not exist."));
        return routes;
    }

    private static void MapReceiving(
        this RouteGroupBuilder messages,
        ServiceBusNamespace bus,
        Func<QueueEntity, MessageQueue> queueOf
    )
    {
        var access = new Access(bus.Options);
        var lookup = new QueueLookup(bus, queueOf);
        Guard(messages.MapPost("/head", ReceiveMessage.PeekLock), ServiceBusOperation.PeekLock);
        Guard(messages.MapDelete("/head", ReceiveMessage.Delete), ServiceBusOperation.ReceiveAndDelete);
        Guard(messages.MapDelete("/{id}/{lockToken}", SettleMessage.Complete), ServiceBusOperation.Complete);
        Guard(messages.MapPut("/{id}/{lockToken}", SettleMessage.Unlock), ServiceBusOperation.Abandon);
        Guard(messages.MapPost("/{id}/{lockToken}", SettleMessage.Renew), ServiceBusOperation.Renew);

        void Guard(RouteHandlerBuilder route, ServiceBusOperation operation) =>
            route
                .AddEndpointFilter(new FaultFilter(bus, _ => operation))
                .AddEndpointFilter(access)
                .AddEndpointFilter(lookup);
    }
}
