using System.Net;
using Hub.Errors;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;

namespace Hub.Edge;

/// <summary>
/// Which Host headers are answered. A page in somebody's browser can have any name lead to this machine, and answers repeat
/// the name in their addresses. Without a word on how the hub is reached, names are therefore refused: only this machine's
/// own, and addresses, which nobody can make lead elsewhere.
/// </summary>
internal sealed partial class HostCheck
{
    private readonly RequestDelegate next;
    private readonly string[] patterns;
    private readonly bool allowsAll;

    public HostCheck(
        RequestDelegate next,
        IConfiguration configuration,
        IOptions<HubOptions> hub,
        IHostEnvironment environment,
        ILogger<HostCheck> logger
    )
    {
        this.next = next;
        patterns = (configuration["AllowedHosts"] ?? "").Split(
            ';',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        var isToldHow = hub.Value.PublicUrl is { Length: > 0 } || environment.IsDevelopment();
        // With a public address no answer repeats the header; development is where people try things.
        allowsAll = patterns.Length == 0 ? isToldHow : patterns.Contains("*");
        if (!allowsAll && patterns.Length == 0)
            Log.OnlyAddresses(logger);
    }

    public Task Invoke(HttpContext http) =>
        Allows(http.Request.Host) || http.Request.Path.StartsWithSegments("/health")
            ? next(http)
            : Refusal().ExecuteAsync(http);

    private bool Allows(HostString host) =>
        allowsAll || !host.HasValue || IsOwn(host.Host) || patterns.Any(pattern => Fits(host.Host, pattern));

    private static Refused Refusal() =>
        new(400, "host_not_allowed", "This hub does not answer to this host name; see Hub:PublicUrl and AllowedHosts.");

    private static bool IsOwn(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out _);

    private static bool Fits(string host, string pattern) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Neither Hub:PublicUrl nor AllowedHosts is set: only requests to localhost and to IP addresses are answered"
        )]
        public static partial void OnlyAddresses(ILogger logger);
    }
}

internal static class HostCheckSetup
{
    /// <summary>The framework's own check would refuse addresses as well, and in words of its own.</summary>
    public static void AddHostCheck(this IHostApplicationBuilder builder) =>
        builder.Services.Configure<HostFilteringOptions>(static options => options.AllowedHosts = ["*"]);

    /// <summary>Health is told to whoever asks: probes name hosts as they please, and the answer says next to nothing.</summary>
    public static void UseHostCheck(this IApplicationBuilder app) => app.UseMiddleware<HostCheck>();
}
