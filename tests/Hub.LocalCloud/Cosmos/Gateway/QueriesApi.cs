using System.Text.Json;
using Hub.LocalCloud.Cosmos.Queries;
using Hub.LocalCloud.Cosmos.Sql;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>Pages of queries and of plain feeds, and query plans.</summary>
internal static class QueriesApi
{
    public static GatewayResponse Query(Container container, GatewayRequest request) =>
        Parsed(request.Method == "GET" ? QueryText.All : QueryText.Parse(request.Body), (text, query) =>
            Run(container, request, text, query)
        );

    public static GatewayResponse Plan(Container container, GatewayRequest request) =>
        Parsed(QueryText.Parse(request.Body), (_, query) =>
            GatewayResponse.Json(200, writer => QueryPlan.Write(writer, query, container.Paths))
        );

    private static GatewayResponse Parsed(QueryText text, Func<QueryText, SelectQuery, GatewayResponse> answer)
    {
        try
        {
            return answer(text, SelectParser.Parse(text.Text, text.Parameters));
        }
        catch (SqlError error)
        {
            return GatewayResponse.Refused(400, error.Body);
        }
    }

    private static GatewayResponse Run(Container container, GatewayRequest request, QueryText text, SelectQuery query)
    {
        if (!CompositeIndexes.Serve(container.Definition, query))
        {
            return GatewayResponse.Refused(
                400,
                "The order by query does not have a corresponding composite index that it can be served from."
            );
        }

        var (route, refusal) = Route.Of(container, request);
        if (route is null)
        {
            return refusal!;
        }

        var from = Continuation.Parse(request[HeaderNames.Continuation]);
        var execution = new QueryExecution(query, text.Resume, from, request.PageSize);
        var page = execution.Run(route.List(container, execution.Start));
        var answer = Write(container, page);
        if (page.Next is not null)
        {
            answer.With(HeaderNames.Continuation, page.Next.ToString());
        }

        return answer
            .With(HeaderNames.ItemCount, $"{page.Results.Count}")
            .With(HeaderNames.RequiresDistribution, $"{!request.Is(HeaderNames.OptimisticDirect)}");
    }

    private static GatewayResponse Write(Container container, QueryPage page)
    {
        var answer = GatewayResponse.Json(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("_rid", container.Rid);
            writer.WriteStartArray("Documents");
            foreach (var result in page.Results.Where(result => !result.IsUndefined))
            {
                result.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteNumber("_count", page.Results.Count);
            writer.WriteEndObject();
        });
        return answer with { Charge = RequestUnits.ForPage(answer.Body.Length, page.Results.Count) };
    }
}
