using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Access;
using Hub.Errors;
using Hub.Resources;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Settings;

/// <summary>
/// The REST API's routes of a resource, called by a page: the same handlers, checks and scopes, and its records as JSON as the API
/// shows them.
/// </summary>
internal sealed class ApiResource(HttpContext http)
{
    public static ValueTask<ApiResource?> BindAsync(HttpContext http) => new(new ApiResource(http));

    /// <summary>Whether the session may do it, as in POST at /api/v1/sla/policies.</summary>
    public Refused? Refuses(string method, string path)
    {
        var access = Route(method, path).Metadata.GetRequiredMetadata<RequiredAccess>();
        return access.Admits(Caller.Of(http)!) ? null : ((RequiredScope)access).Refuse();
    }

    /// <param name="query">What the list is asked for.</param>
    public Task<ApiAnswer> List(string path, QueryString query) =>
        Call("GET", path, call => call.Handlers.List(call with { Http = Asking(query) }, http.RequestAborted));

    public Task<ApiAnswer> Get(string path, long id) =>
        Call("GET", path, call => call.Handlers.Get(id, call, http.RequestAborted));

    public Task<ApiAnswer> Create(string path, JsonObject body) =>
        Call("POST", path, call =>
            call.Handlers.Create(call.Handlers.Make(Bytes(body), http.RequestServices, true), call, http.RequestAborted)
        );

    public Task<ApiAnswer> Update(string path, long id, JsonObject body) =>
        Call("PUT", $"{path}/{{id}}", call =>
            call.Handlers.Update(
                id,
                call.Handlers.Make(Bytes(body), http.RequestServices, false),
                call,
                http.RequestAborted
            )
        );

    public Task<ApiAnswer> Delete(string path, long id) =>
        Call("DELETE", $"{path}/{{id}}", call => call.Handlers.Delete(id, call, http.RequestAborted));

    private async Task<ApiAnswer> Call(string method, string path, Func<ResourceCall, Task<IResult>> handle)
    {
        if (Refuses(method, path) is { } refused)
            return new ApiAnswer(null, refused);
        var handlers = Route(method, path).Metadata.GetRequiredMetadata<IResourceHandlers>();
        var given = await handle(new ResourceCall(handlers, Caller.Of(http)!, http));
        var answer = given is INestedHttpResult nested ? nested.Result : given;
        return answer is Refused no
            ? new ApiAnswer(null, no)
            : new ApiAnswer(
                answer is IValueHttpResult { Value: { } value }
                    ? JsonSerializer.SerializeToNode(value, value.GetType(), Json)!.AsObject()
                    : [],
                null
            );
    }

    private JsonSerializerOptions Json =>
        http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    private RouteEndpoint Route(string method, string path) =>
        http
            .RequestServices.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .First(route =>
                $"/{route.RoutePattern.RawText!.Trim('/')}" == path
                && route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) is true
            );

    /// <summary>A list reads what it is asked for from a request; a page's own says other things.</summary>
    private DefaultHttpContext Asking(QueryString query)
    {
        var asking = new DefaultHttpContext { RequestServices = http.RequestServices };
        asking.Request.QueryString = query;
        return asking;
    }

    private static byte[] Bytes(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes<JsonNode>(body);
}

/// <summary>What the API answered: its body, or why it refused.</summary>
internal sealed record ApiAnswer(JsonObject? Body, Refused? Refused)
{
    public JsonObject One => Body!["data"]!.AsObject();

    public IReadOnlyList<JsonObject> Many => [.. Body!["data"]!.AsArray().Select(static one => one!.AsObject())];

    public int Total => (int)Body!["meta"]!["total"]!;

    public int Page => (int)Body!["meta"]!["current_page"]!;

    public int PerPage => (int)Body!["meta"]!["per_page"]!;
}
