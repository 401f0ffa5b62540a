using Hub.LocalCloud.Cosmos.Faults;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>Answers every request: reads it, checks its signature, strikes it with a fault or has it carried out.</summary>
internal sealed class GatewayEndpoint(Account account, CosmosHostOptions options, FaultPlan faults, RequestUnits units)
{
    private readonly MasterKey key = new(options.Key);

    public async Task Handle(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var request = new GatewayRequest(http, body.GetBuffer().AsMemory(0, (int)body.Length));

        var date = request[HeaderNames.Date] ?? "";
        var answer = key.Signed(request.Method, http.Request.Path.Value!, date, request["authorization"])
            ? await Carry(request, $"{http.Request.Scheme}://{http.Request.Host}/")
            : Answer.Refused(401, "The input authorization token can't serve the request.");
        if (answer is null)
        {
            http.Abort();
            return;
        }

        await answer.WriteTo(http, http.RequestAborted);
    }

    /// <summary>Null stands for a connection that breaks.</summary>
    private async Task<Answer?> Carry(GatewayRequest request, string endpoint)
    {
        var fault = faults.Draw(request.Operation, request.Segments.Count > 3 ? request.Segments[3] : null);
        if (fault is { Moment: FaultMoment.Before })
        {
            return Strike(fault);
        }

        var answer = await Dispatch(request, endpoint);
        units.Charge(request.Operation, answer.Charge);
        return fault is null ? answer : Strike(fault);
    }

    private static Answer? Strike(Fault fault)
    {
        if (fault.Status is not { } status)
        {
            return null;
        }

        var answer = Answer.Refused(status, "A fault was asked for.");
        return fault.RetryAfter is { } wait
            ? answer.With(HeaderNames.RetryAfter, $"{(long)wait.TotalMilliseconds}")
            : answer;
    }

    private async Task<Answer> Dispatch(GatewayRequest request, string endpoint)
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
            return path[0] == "dbs" ? Answer.NotFound($"Database {path[1]}") : Answer.Unsupported(path[0]);
        }

        return path.Count switch
        {
            2 => request.Method == "DELETE" ? DatabasesApi.Delete(account, database) : DatabasesApi.Read(database),
            3 when path[2] == "colls" => request.Method == "POST"
                ? ContainersApi.Create(database, request, options)
                : ContainersApi.List(database),
            >= 4 when path[2] == "colls" => database.Find(path[3]) is { } container
                ? await In(container, request)
                : Answer.NotFound($"Container {path[3]}"),
            _ => Answer.Unsupported(string.Join('/', path)),
        };
    }

    private static async Task<Answer> In(Container container, GatewayRequest request)
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
            5 when path[4] == "pkranges" => ContainersApi.Ranges(container, request),
            5 when path[4] == "docs" => await Feed(container, request),
            6 when path[4] == "docs" => Item(container, request, path[5]),
            _ => Answer.Unsupported(string.Join('/', path)),
        };
    }

    private static async Task<Answer> Feed(Container container, GatewayRequest request)
    {
        var answer = request.Operation switch
        {
            CosmosOperation.Create => DocumentsApi.Create(container, request),
            CosmosOperation.Upsert => DocumentsApi.Upsert(container, request),
            CosmosOperation.Batch => await BatchApi.Execute(container, request),
            CosmosOperation.Query => QueriesApi.Query(container, request),
            CosmosOperation.QueryPlan => QueriesApi.Plan(container, request),
            CosmosOperation.ChangeFeed => ChangeFeedApi.Read(container, request),
            _ => Answer.Unsupported($"{request.Operation}"),
        };
        return Located(answer, container, request);
    }

    private static Answer Item(Container container, GatewayRequest request, string id)
    {
        var answer = request.Operation switch
        {
            CosmosOperation.Read => DocumentsApi.Read(container, request, id),
            CosmosOperation.Replace => DocumentsApi.Replace(container, request, id),
            CosmosOperation.Delete => DocumentsApi.Delete(container, request, id),
            _ => Answer.Unsupported($"{request.Method} of an item"),
        };
        return Located(answer, container, request);
    }

    /// <summary>Where the answer came from and how far that is, from which the SDK builds session tokens.</summary>
    private static Answer Located(Answer answer, Container container, GatewayRequest request)
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
