using Hub.LocalCloud.ServiceBus.Queues;
using Hub.LocalCloud.ServiceBus.Wire;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>Finds the queue a path names and leaves it with the request.</summary>
internal sealed class QueueLookup(ServiceBusNamespace bus, Func<QueueEntity, MessageQueue> queueOf) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var name = (string)context.HttpContext.GetRouteValue("queue")!;
        if (bus.Find(name) is not { } queue)
        {
            return Reply.Error(404, $"The messaging entity '{name}' could not be found.");
        }

        context.HttpContext.Features.Set(queueOf(queue));
        return await next(context);
    }
}
