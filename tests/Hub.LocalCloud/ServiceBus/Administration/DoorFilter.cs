using Hub.LocalCloud.ServiceBus.Access;
using Microsoft.AspNetCore.Http.Extensions;

namespace Hub.LocalCloud.ServiceBus.Administration;

/// <summary>Lets nobody past without credentials for what they ask.</summary>
internal sealed class DoorFilter(Doorkeeper doorkeeper) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        return doorkeeper.Refusal($"{request.Headers.Authorization}", new Uri(request.GetEncodedUrl())) is { } refusal
            ? Refusal.Of(401, refusal)
            : await next(context);
    }
}
