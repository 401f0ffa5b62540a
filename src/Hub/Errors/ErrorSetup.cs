namespace Hub.Errors;

internal static class ErrorSetup
{
    private static readonly int[] Everywhere = [400, 401, 403, 404, 409, 422, 429, 500, 503];

    public static void AddErrors(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RequestErrors>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    public static void UseErrors(this IApplicationBuilder app) => app.UseMiddleware<ErrorMiddleware>();

    /// <summary>The problems that any route of the group may answer, for its description.</summary>
    public static RouteGroupBuilder DescribeErrors(this RouteGroupBuilder group)
    {
        foreach (var status in Everywhere)
            group.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), ["application/problem+json"]));
        return group;
    }
}
