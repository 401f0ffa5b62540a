using Hub.Errors;

namespace Hub.Wire.Queries;

/// <summary>A route of the REST API that takes no query parameters refuses those that it is given: they mean something to their sender.</summary>
internal static class UnreadQuery
{
    private const string Api = "/api";

    public static void UseQueryCheck(this IApplicationBuilder app) =>
        app.Use(
            static (http, next) =>
                http.Request.QueryString.HasValue
                && http.Request.Path.StartsWithSegments(Api)
                && http.GetEndpoint() is { } route
                && route.Metadata.GetMetadata<TakesQuery>() is null
                && http.Request.Query.Count > 0
                    ? Refuse(http)
                    : next(http)
        );

    private static Task Refuse(HttpContext http)
    {
        var errors = new FieldErrors();
        _ = new QueryWords(http.Request.Query, [], errors);
        return new Refused(errors).ExecuteAsync(http);
    }
}
