using Hub.Idempotency;
using Hub.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Operations;

/// <summary>The request headers that repeat a creation safely and set conditions on versions, where a route takes them.</summary>
internal sealed class ConditionalHeaders : IOpenApiOperationTransformer
{
    private const string Version = "\"3\"";

    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var route = context.Description;
        if (route.IsIdempotent())
            operation.AddHeader(
                IdempotencyFilter.Header,
                "Makes the request safe to repeat: the same key with the same body gets the first answer again, for 24 "
                    + "hours. 1 to 255 characters, chosen by the client; a UUID does well.",
                "1f0c9b5e-6f0a-4d55-9f2c-7d3a1be0c2a4"
            );
        if (route.Has<TakesIfMatch>())
            operation.AddHeader(
                "If-Match",
                "Only when it still is this version: an ETag as read before. Left out, the last change wins.",
                Version
            );
        if (route.Has<TakesIfNoneMatch>())
            operation.AddHeader(
                "If-None-Match",
                "Only when it is not this version any more: an ETag as read before. Otherwise the answer is a 304.",
                Version
            );
        return Task.CompletedTask;
    }
}
