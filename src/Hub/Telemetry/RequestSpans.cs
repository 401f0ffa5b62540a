using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Telemetry;

/// <summary>
/// Stands in for OpenTelemetry.Instrumentation.AspNetCore: names the span of a request by its route and gives it the
/// attributes of the HTTP conventions, without a path's ids or a query's credentials.
/// </summary>
internal sealed class RequestSpans(RequestDelegate next)
{
    public async Task Invoke(HttpContext http)
    {
        await next(http);
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
            return;
        var (method, status) = (http.Request.Method, http.Response.StatusCode);
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/');
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method)
            .SetTag("http.route", route)
            .SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
