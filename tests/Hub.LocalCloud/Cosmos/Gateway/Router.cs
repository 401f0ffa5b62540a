using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>Finds what a path is about, and the operation on it.</summary>
internal sealed class Router(Account account, CosmosHostOptions options)
{
    public async Task<GatewayResponse> Reply(GatewayRequest request, string endpoint)
    {
        var path = request.Segments;
        if (path.Count == 0)
        {
            return AccountApi.Read(endpoint);
        }

        if (path.Count == 1)
        {
            return request.Method == "POST" ? DatabasesApi.Create(account, request) : DatabasesApi.List(account);
        }

        if (path[0] != "dbs" || account.Find(path[1]) is not { } database)
        {
            return path[0] == "dbs"
                ? GatewayResponse.NotFound($"Database {path[1]}")
                : GatewayResponse.Unsupported(path[0]);
        }

        return path.Count switch
        {
            2 => request.Method == "DELETE" ? DatabasesApi.Delete(account, database) : DatabasesApi.Read(database),
            3 when path[2] == "colls" => request.Method == "POST"
                ? ContainersApi.Create(database, request, options)
                : ContainersApi.List(database),
            >= 4 when path[2] == "colls" => database.Find(path[3]) is { } container
                ? await In(container, request)
                : GatewayResponse.NotFound($"Container {path[3]}"),
            _ => GatewayResponse.Unsupported(string.Join('/', path)),
        };
    }

    private static async Task<GatewayResponse> In(Container container, GatewayRequest request)
    {
        var path = request.Segments;
        return path.Count switch
        {
            4 => request.Method switch
            {
                "PUT" => ContainersApi.Replace(container, request),
                "DELETE" => ContainersApi.Delete(container.Database, container),
                _ => ContainersApi.Read(container),
            },
            5 when path[4] == "pkranges" => RangesApi.List(container, request),
            5 when path[4] == "docs" => await Feed(container, request),
            6 when path[4] == "docs" => Item(container, request, path[5]),
            _ => GatewayResponse.Unsupported(string.Join('/', path)),
        };
    }

    private static async Task<GatewayResponse> Feed(Container container, GatewayRequest request)
    {
        var answer = request.Operation switch
        {
            CosmosOperation.Create => DocumentsApi.Create(container, request),
            CosmosOperation.Upsert => DocumentsApi.Upsert(container, request),
            CosmosOperation.Batch => await BatchApi.Execute(container, request),
            CosmosOperation.Query => QueriesApi.Query(container, request),
            CosmosOperation.QueryPlan => QueriesApi.Plan(container, request),
            CosmosOperation.ChangeFeed => ChangeFeedApi.Read(container, request),
            _ => GatewayResponse.Unsupported($"{request.Operation}"),
        };
        return Located(answer, container, request);
    }

    private static GatewayResponse Item(Container container, GatewayRequest request, string id)
    {
        var answer = request.Operation switch
        {
            CosmosOperation.Read => DocumentsApi.Read(container, request, id),
            CosmosOperation.Replace => DocumentsApi.Replace(container, request, id),
            CosmosOperation.Delete => DocumentsApi.Delete(container, request, id),
            _ => GatewayResponse.Unsupported($"{request.Method} of an item"),
        };
        return Located(answer, container, request);
    }

    /// <summary>Where the answer came from and how far that is, from which the SDK builds session tokens.</summary>
    private static GatewayResponse Located(GatewayResponse answer, Container container, GatewayRequest request)
    {
        var (route, _) = Route.Of(container, request);
        var range = container.Ranges.Holding(route?.Key?.Effective ?? route?.Window.From ?? "");
        return answer
            .With(HeaderNames.AlternativeContentPath, $"dbs/{container.Database.Id}/colls/{container.Id}")
            .With(HeaderNames.ContentPath, container.Rid)
            .With(HeaderNames.RangeId, range.Id)
            .With(HeaderNames.SessionToken, $"{range.Id}:0#{container.Lsn}")
            .With("lsn", $"{container.Lsn}");
    }
}
