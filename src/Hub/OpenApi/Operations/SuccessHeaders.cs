using Hub.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.OpenApi.Operations;

/// <summary>Describes successful answers and their headers: versions, addresses, allowances.</summary>
internal sealed class SuccessHeaders(XmlDocs docs) : IOpenApiOperationTransformer
{
    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var route = context.Description;
        if (Operation.Of(route, docs) is not { } told)
            return Task.CompletedTask;
        foreach (var (status, response) in Successes(operation))
        {
            response.Description = told.Returns ?? response.Description;
            response.Headers = new Dictionary<string, IOpenApiHeader>();
            if (status is "201" or "202")
                response.Headers["Location"] = Header("The absolute address to read it at.", "uri");
            if (route.Has<SetsETag>())
                response.Headers["ETag"] = Header("Its version, as If-Match and If-None-Match take it.");
            if (route.IsIdempotent())
                response.Headers["Idempotency-Replayed"] = Header(
                    "true on the first answer given once more, to a repeat of the Idempotency-Key."
                );
            if (route.IsLimited())
                RateLimitHeaders.AddTo(response.Headers);
        }
        return Task.CompletedTask;
    }

    private static IEnumerable<(string Status, OpenApiResponse Response)> Successes(OpenApiOperation operation) =>
        (operation.Responses ?? [])
            .Where(one => one.Key.StartsWith('2'))
            .Select(one => (one.Key, (OpenApiResponse)one.Value));

    private static OpenApiHeader Header(string text, string? format = null) =>
        new()
        {
            Description = text,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = format },
        };
}
