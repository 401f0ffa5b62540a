namespace Hub.Errors;

internal static class ErrorSetup
{
    public static void AddErrors(this IHostApplicationBuilder builder)
    {
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    public static void UseErrors(this IApplicationBuilder app) => app.UseMiddleware<ErrorMiddleware>();
}
