namespace Hub.Contracts;

/// <summary>
/// Clients of some contracts find the helpdesk's own records beside what is theirs alone: Mokapen's below <c>/api</c>, Inbenta's
/// below <c>/v1</c>. Such a path means the same one below <c>/api/v1</c>.
/// </summary>
internal static class ContractPaths
{
    private const string Helpdesk = "/api/v1";

    private static readonly (PathString Path, int Root)[] Known =
    [
        .. Below("/api", "contacts", "companies", "tickets"),
        .. Below("/v1", "tickets", "classifications", "queues", "users"),
    ];

    /// <summary>Before routing, which finds the route of what the path means.</summary>
    public static void UseContractPaths(this IApplicationBuilder app) =>
        app.Use(
            static (http, next) =>
            {
                foreach (var (path, root) in Known)
                    if (http.Request.Path.StartsWithSegments(path, StringComparison.Ordinal))
                    {
                        http.Request.Path = $"{Helpdesk}{http.Request.Path.Value![root..]}";
                        break;
                    }
                return next(http);
            }
        );

    private static IEnumerable<(PathString, int)> Below(string root, params string[] lists) =>
        lists.Select(list => (new PathString($"{root}/{list}"), root.Length));
}
