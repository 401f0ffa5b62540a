namespace Hub.Contracts.Mokapen;

/// <summary>
/// Mokapen's clients find contacts, companies and tickets below <c>/api</c>, beside its other records. They are the helpdesk's
/// own: such a path means the same one below <c>/api/v1</c>.
/// </summary>
internal static class MokapenPaths
{
    private static readonly PathString Api = "/api";

    private static readonly PathString[] Helpdesk = ["/contacts", "/companies", "/tickets"];

    /// <summary>Before routing, which finds the route of what the path means.</summary>
    public static void UseMokapenPaths(this IApplicationBuilder app) =>
        app.Use(
            static (http, next) =>
            {
                if (
                    http.Request.Path.StartsWithSegments(Api, StringComparison.Ordinal, out var rest)
                    && Array.Exists(Helpdesk, one => rest.StartsWithSegments(one, StringComparison.Ordinal))
                )
                    http.Request.Path = "/api/v1" + rest;
                return next(http);
            }
        );
}
