using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Hub.Deadlines;

/// <summary>The section <c>Requests</c>: how long a request may keep the hub.</summary>
internal sealed class RequestOptions : IValidateOptions<RequestOptions>
{
    public const string Section = "Requests";

    /// <summary>Seconds that the work of a request has, from when its body is there until its answer begins.</summary>
    public int MaxSeconds { get; set; } = 10;

    /// <summary>Bytes a second that a client sends its body, and takes its answer, with at least, after five seconds.</summary>
    public int MinBytesPerSecond { get; set; } = 1_024;

    public ValidateOptionsResult Validate(string? name, RequestOptions options) =>
        options.MaxSeconds is < 1 or > 600
            ? ValidateOptionsResult.Fail($"Requests:MaxSeconds must be between 1 and 600, not {options.MaxSeconds}.")
        : options.MinBytesPerSecond is < 1 or > 1_000_000
            ? ValidateOptionsResult.Fail(
                $"Requests:MinBytesPerSecond must be between 1 and 1000000, not {options.MinBytesPerSecond}."
            )
        : ValidateOptionsResult.Success;
}

/// <summary>Slow clients are the server's business: it knows what has come and gone of their bytes.</summary>
internal sealed class SlowClients(IOptions<RequestOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    public void Configure(KestrelServerOptions kestrel)
    {
        var rate = new MinDataRate(options.Value.MinBytesPerSecond, Grace);
        kestrel.Limits.MinRequestBodyDataRate = rate;
        kestrel.Limits.MinResponseDataRate = rate;
        kestrel.Limits.RequestHeadersTimeout = Headers;
    }
}

internal static class DeadlineSetup
{
    public static void AddDeadlines(this IHostApplicationBuilder builder)
    {
        builder.AddOptions<RequestOptions>(RequestOptions.Section);
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, SlowClients>();
    }

    public static void UseDeadlines(this IApplicationBuilder app) => app.UseMiddleware<DeadlineMiddleware>();
}
