using Hub.LocalCloud.ServiceBus.Injection;

namespace Hub.LocalCloud.ServiceBus.Administration;

/// <summary>Counts the request and lets a fault take the place of its answer.</summary>
internal sealed class FaultFilter(ServiceBusNamespace bus) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var fault = bus.Begin(ServiceBusOperation.Describe);
        switch (fault?.Kind)
        {
            case null:
                return await next(context);
            case FaultKind.Answer:
                if (fault.RetryAfter is { } wait)
                {
                    http.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
                }

                return Refusal.Of(fault.StatusCode, fault.Detail);
            case FaultKind.Silence:
                await bus.UntilGone(http.RequestAborted);
                break;
        }

        http.Abort();
        return Results.Empty;
    }
}
