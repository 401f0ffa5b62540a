using Microsoft.OpenApi;

namespace Hub.OpenApi.Operations;

/// <summary>The allowance of a token, as every answer to a counted request tells it.</summary>
internal static class RateLimitHeaders
{
    public static void AddTo(IDictionary<string, IOpenApiHeader> headers)
    {
        headers["RateLimit-Limit"] = Count("How many such requests the token may make in a window.");
        headers["RateLimit-Remaining"] = Count("How many of them are left in this window.");
        headers["RateLimit-Reset"] = Count("Seconds until the window ends.");
        headers["RateLimit-Policy"] = new OpenApiHeader
        {
            Description = "The allowance and its window in seconds, as in 60;w=60.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
    }

    public static OpenApiHeader RetryAfter => Count("Seconds to wait before the next attempt.");

    private static OpenApiHeader Count(string text) =>
        new()
        {
            Description = text,
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int64",
                Minimum = "0",
            },
        };
}
