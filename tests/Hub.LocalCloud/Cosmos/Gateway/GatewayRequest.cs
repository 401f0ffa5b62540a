using System.Globalization;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>A request read in full, so that it can be classified before it is answered.</summary>
internal sealed class GatewayRequest(HttpContext http, ReadOnlyMemory<byte> body)
{
    /// <summary>The path's segments, unescaped: dbs, database, colls, container, docs, item.</summary>
    public IReadOnlyList<string> Segments { get; } =
        http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public string Method => http.Request.Method;

    public ReadOnlyMemory<byte> Body => body;

    public string? this[string header] => http.Request.Headers[header].FirstOrDefault();

    public string? IfMatch => this["If-Match"];

    public string? IfNoneMatch => this["If-None-Match"];

    public bool Minimal => this["Prefer"] == "return=minimal";

    public bool IsChangeFeed => this[HeaderNames.IncrementalFeed] is not null;

    public CosmosOperation Operation =>
        Segments.Count < 5 || Segments[4] != "docs"
            ? CosmosOperation.Metadata
            : Method switch
            {
                "GET" when IsChangeFeed => CosmosOperation.ChangeFeed,
                "GET" => Segments.Count == 5 ? CosmosOperation.Query : CosmosOperation.Read,
                "PUT" => CosmosOperation.Replace,
                "DELETE" => CosmosOperation.Delete,
                _ when Is(HeaderNames.IsBatch) => CosmosOperation.Batch,
                _ when Is(HeaderNames.IsQueryPlan) => CosmosOperation.QueryPlan,
                _ when Is(HeaderNames.IsQuery) => CosmosOperation.Query,
                _ => Is(HeaderNames.IsUpsert) ? CosmosOperation.Upsert : CosmosOperation.Create,
            };

    public bool Is(string header) => bool.TryParse(this[header], out var value) && value;

    /// <summary>The items that a page may have: the service's own 100 where none is asked, 1000 where any is.</summary>
    public int PageSize =>
        int.TryParse(this[HeaderNames.MaxItemCount], CultureInfo.InvariantCulture, out var count)
            ? count is > 0 and < 1000
                ? count
                : 1000
            : 100;
}
