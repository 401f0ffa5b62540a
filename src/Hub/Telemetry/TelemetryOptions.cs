using Microsoft.Extensions.Options;

namespace Hub.Telemetry;

/// <summary>The section <c>Telemetry</c>.</summary>
internal sealed class TelemetryOptions : IValidateOptions<TelemetryOptions>
{
    public const string Section = "Telemetry";

    /// <summary>Where traces and metrics go, as in <c>http://localhost:4317</c>; nowhere when absent.</summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>Between two looks at the queue's depth.</summary>
    public TimeSpan QueueInterval { get; set; } = TimeSpan.FromSeconds(10);

    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        if (options.OtlpEndpoint is { Length: > 0 } endpoint && !Uri.TryCreate(endpoint, UriKind.Absolute, out _))
            return ValidateOptionsResult.Fail($"Telemetry:OtlpEndpoint must be an absolute URL, not '{endpoint}'.");
        return options.QueueInterval < TimeSpan.FromSeconds(1)
            ? ValidateOptionsResult.Fail("Telemetry:QueueInterval must be at least one second.")
            : ValidateOptionsResult.Success;
    }
}
