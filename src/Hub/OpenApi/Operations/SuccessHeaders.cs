using System.Reflection;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
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
        if (route.Handler() is not { } handler)
            return Task.CompletedTask;
        foreach (var (status, response) in Successes(operation))
        {
            response.Description = docs.ReturnsOf(handler) ?? response.Description;
            response.Headers = new Dictionary<string, IOpenApiHeader>();
            if (status is "201" or "202")
                response.Headers["Location"] = Header("The absolute address to read it at.", "uri");
            if (IsVersioned(route.SupportedResponseTypes.FirstOrDefault(one => $"{one.StatusCode}" == status)))
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

    private static bool IsVersioned(ApiResponseType? response) =>
        response?.Type is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(One<>)
            ? HasVersion(type.GetGenericArguments()[0])
            : response?.Type is { } whole && HasVersion(whole);

    private static bool HasVersion(Type type) => type.GetCustomAttribute<VersionedAttribute>() is not null;

    private static OpenApiHeader Header(string text, string? format = null) =>
        new()
        {
            Description = text,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = format },
        };
}
