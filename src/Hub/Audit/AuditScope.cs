using System.Net;
using Hub.Access;
using Hub.Domain.Audit;

namespace Hub.Audit;

/// <summary>On whose behalf something is written: of the request that is being answered, or of the hub itself.</summary>
internal sealed record AuditScope(AuditActor Actor, string? Address, string? Route)
{
    private static readonly AuditScope OfTheHub = new(AuditActor.System, null, null);
    private static readonly AsyncLocal<Holder?> Held = new();

    public static AuditScope Current => Held.Value?.Request is { } http ? Of(http) : OfTheHub;

    /// <summary>After the access check. What goes on behind a request's answer is the hub's own doing.</summary>
    public static async Task Enter(HttpContext http, RequestDelegate next)
    {
        var holder = new Holder { Request = http };
        Held.Value = holder;
        try
        {
            await next(http);
        }
        finally
        {
            holder.Request = null;
        }
    }

    private static AuditScope Of(HttpContext http) =>
        new(
            Caller.Of(http)?.SignedInAs ?? AuditActor.System,
            AddressOf(http.Connection.RemoteIpAddress),
            http.GetEndpoint() is RouteEndpoint route
                ? $"{http.Request.Method} /{route.RoutePattern.RawText?.Trim('/')}"
                : null
        );

    private static string? AddressOf(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();

    private sealed class Holder
    {
        public HttpContext? Request { get; set; }
    }
}
