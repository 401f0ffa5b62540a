using Hub.LocalCloud.ServiceBus.Wire;

namespace Hub.LocalCloud.ServiceBus.Injection;

/// <summary>Counts the request and lets a fault take the place of its answer.</summary>
internal sealed class FaultFilter(ServiceBusNamespace bus, Func<HttpRequest, ServiceBusOperation> operationOf)
    : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var operation = operationOf(context.HttpContext.Request);
        bus.Requests.Add(operation);
        if (bus.Faults.Draw(operation) is not { } fault)
        {
            return await next(context);
        }

        var reply = fault.IsAfterEffect ? await next(context) as Reply : null;
        return new FaultyAnswer(fault, reply ?? Reply.Ok, bus.Stopping);
    }
}
