namespace Hub.Wire;

/// <summary>
/// HEAD is GET without a body (RFC 9110, 9.3.2), on every route. The server knows what was asked and sends no body, whatever
/// is written.
/// </summary>
internal static class HeadRequests
{
    public static void UseHeadAsGet(this IApplicationBuilder app) =>
        app.Use(static (http, next) => HttpMethods.IsHead(http.Request.Method) ? AsGet(http, next) : next(http));

    /// <summary>Whether the client asked with HEAD: for a GET that does more than to read.</summary>
    public static bool IsHead(this HttpContext http) => http.Features.Get<Asked>() is not null;

    /// <summary>A refusal that lists GET among what a path takes lists HEAD too.</summary>
    public static void AllowHead(this HttpResponse response)
    {
        var allowed = response.Headers.Allow.ToString().Split(',', StringSplitOptions.TrimEntries);
        if (allowed.Contains(HttpMethods.Get) && !allowed.Contains(HttpMethods.Head))
            response.Headers.Allow = string.Join(", ", [.. allowed, HttpMethods.Head]);
    }

    private static async Task AsGet(HttpContext http, RequestDelegate next)
    {
        http.Request.Method = HttpMethods.Get;
        http.Features.Set(new Asked());
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = HttpMethods.Head;
        }
    }

    private sealed class Asked;
}
