namespace Hub.Contracts.Mokapen;

/// <summary>
/// Mokapen's clients find contacts, companies and tickets below <c>/api</c>, beside its other records. They are the helpdesk's
/// own: such a path means the same one below <c>/api/v1</c>.
/// </summary>
internal static class MokapenPaths
{
    private const string Api = "/api";

    private static readonly PathString[] Helpdesk = [$"{Api}/contacts", $"{Api}/companies", $"{Api}/tickets"];

    /// <summary>Before routing, which finds the route of what the path means.</summary>
    public static void UseMokapenPaths(this IApplicationBuilder app) =>
        app.Use(
            static (http, next) =>
            {
                foreach (var own in Helpdesk)
                    if (http.Request.Path.StartsWithSegments(own, StringComparison.Ordinal))
                    {
                        http.Request.Path = $"{Api}/v1{http.Request.Path.Value![Api.Length..]}";
                        break;
                    }
                return next(http);
            }
        );
}
