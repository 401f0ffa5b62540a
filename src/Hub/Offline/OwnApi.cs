using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Access;
using Hub.Audit;
using Hub.Exporting;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Wire;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.Http.Metadata;

namespace Hub.Offline;

/// <summary>What a route answered.</summary>
internal sealed record OwnAnswer(int Status, string Text)
{
    public bool IsDone => Status < 300;

    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>A page of so many records cannot be shown.</summary>
    public bool IsTooLarge => Status == 422 && Json["errors"]?["per_page"] is not null;

    /// <summary>Why it was refused, in a line.</summary>
    public string Problem
    {
        get
        {
            var problem = Json;
            var fields = problem["errors"] is JsonObject errors
                ? errors.SelectMany(one => one.Value!.AsArray().Select(text => $"{one.Key}: {text}"))
                : [];
            var all = string.Join(" ", fields);
            return all.Length > 0 ? all : (string)problem["detail"]!;
        }
    }
}

/// <summary>
/// The hub's own routes without a server: what works on a store by command does what a request would do, through the same checks
/// and verbs, for a caller that needs no token.
/// </summary>
/// <param name="sources">Where the routes are declared.</param>
internal sealed class OwnApi(IServiceProvider services, IEnumerable<EndpointDataSource> sources)
{
    private const int LargestPage = 64;

    private readonly Dictionary<(string Method, string Path), RouteEndpoint> routes = (
        from route in sources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select ((method, "/" + route.RoutePattern.RawText!.Trim('/')), route)
    ).ToDictionary();

    private readonly IStore store = services.GetRequiredService<IStore>();

    /// <summary>
    /// The lists of what an organization has, each once: not what the hub could not deal with, what it speaks of, and what a
    /// contract lists in its own way.
    /// </summary>
    public IEnumerable<string> Lists =>
        from route in routes
        where route.Key is { Method: "GET" } && !route.Key.Path.Contains('{')
        where route.Value.Metadata.GetMetadata<RequiredScope>() is not null
        where
            route
                .Value.Metadata.OfType<IProducesResponseTypeMetadata>()
                .Any(answer =>
                    answer.Type is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Many<>)
                )
        where route.Value.Metadata.GetMetadata<NotExported>() is null
        select route.Key.Path;

    /// <summary>The number of what the route is to make.</summary>
    public ValueTask<long> Reserve(string path, Caller caller, CancellationToken cancellation) =>
        routes[("POST", path)]
            .Metadata.GetRequiredMetadata<TakesIdempotencyKey>()
            .Reserve(store, caller.Organization.Id, cancellation);

    /// <param name="path">As the route is declared, as in <c>/api/v1/tickets/{id}</c>.</param>
    /// <param name="id">For the path.</param>
    /// <param name="reservation">For what the route makes.</param>
    public async Task<OwnAnswer> Send(
        string method,
        string path,
        Caller caller,
        JsonObject? body = null,
        long? id = null,
        string query = "",
        Reservation? reservation = null,
        CancellationToken cancellation = default
    )
    {
        var route = routes[(method, path)];
        await using var scope = services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellation };
        http.SetEndpoint(route);
        http.Features.Set<IHttpAuthenticationFeature>(caller.Principal);
        if (reservation is not null)
            http.Features.Set(reservation);
        var request = http.Request;
        (request.Method, request.Scheme, request.Host) = (method, "http", new HostString("localhost"));
        request.Path = path.Replace("{id}", $"{id}", StringComparison.Ordinal);
        request.QueryString = new QueryString(query);
        if (id is not null)
            request.RouteValues["id"] = $"{id}";
        if (body is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
            (request.ContentType, request.ContentLength) = ("application/json", bytes.Length);
            request.Body = new MemoryStream(bytes);
        }
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        await AuditScope.Enter(http, route.RequestDelegate!);
        await http.Response.BodyWriter.FlushAsync(cancellation);
        return new OwnAnswer(
            http.Response.StatusCode,
            Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length)
        );
    }

    /// <summary>
    /// All that a list shows, each once, though others change it meanwhile; page by page, in smaller ones from where its records are too
    /// large for these.
    /// </summary>
    /// <param name="where">Further parameters of the query.</param>
    /// <param name="most">Of the list, no more than these.</param>
    public async IAsyncEnumerable<JsonObject> Pages(
        string path,
        Caller caller,
        [EnumeratorCancellation] CancellationToken cancellation,
        long? id = null,
        string where = "",
        long most = long.MaxValue
    )
    {
        var (perPage, read, last) = (LargestPage, 0L, new LastRead());
        while (PageWindow.After(read, perPage) is var page && page.End <= most)
        {
            var query = $"?per_page={page.Size}&page={page.Number}{where}";
            var answer = await Send("GET", path, caller, id: id, query: query, cancellation: cancellation);
            if (answer.IsTooLarge && perPage > 1)
            {
                perPage = page.Size / 2;
                continue;
            }
            if (!answer.IsDone)
                throw new StartRefusedException($"{path} cannot be read: {answer.Problem}");
            var json = answer.Json;
            var records = json["data"]!.AsArray();
            // What was deleted meanwhile has moved the rest forward: back to where it goes on.
            if (page.Start > 0 && page.Start < read && (records.Count == 0 || !last.Has(records[0]!)))
            {
                read = page.Start;
                continue;
            }
            foreach (var record in records)
                if (last.Add(record!))
                    yield return record!.AsObject();
            read = page.Start + records.Count;
            if (records.Count == 0 || read >= (long)json["meta"]!["total"]!)
                yield break;
        }
    }
}
