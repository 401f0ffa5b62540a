using System.Diagnostics;
using Hub.Delivery.Egress;
using Hub.Delivery.Telemetry;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hub.Telemetry;

/// <summary>Sends traces and metrics over OTLP when an endpoint is configured; otherwise nothing is even counted.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        HubApplication.AddOptions<TelemetryOptions>(builder, TelemetryOptions.Section);
        if (!IsWanted(builder.Configuration))
            return;
        builder.Services.AddHostedService<QueueWatch>();
        builder
            .Services.AddOptions<OtlpExporterOptions>()
            .Configure<IOptions<TelemetryOptions>>(
                static (exporter, telemetry) => exporter.Endpoint = new Uri(telemetry.Value.OtlpEndpoint!)
            );
        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(static hub => hub.AddService("hub"))
            .WithTracing(static traces =>
                traces
                    .AddSource(HubMetrics.Name)
                    .AddAspNetCoreInstrumentation(static requests =>
                        requests.EnrichWithHttpRequest = static (span, _) => HideAddress(span)
                    )
                    // Deliveries are spans of the hub's own: the guarded client makes none, for a receiver's path may be
                    // a credential as much as its query.
                    .AddHttpClientInstrumentation(static calls =>
                        calls.EnrichWithHttpRequestMessage = static (span, call) => MaskAddress(span, call.RequestUri)
                    )
                    .AddOtlpExporter()
            )
            .WithMetrics(static metrics =>
                metrics
                    .AddMeter(HubMetrics.Name)
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddOtlpExporter()
            );
    }

    private static bool IsWanted(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.OtlpEndpoint)}"]);

    /// <summary>A request is known by its route; its path has ids, and its query may have credentials.</summary>
    private static void HideAddress(Activity span) => span.SetTag("url.path", null).SetTag("url.query", null);

    /// <summary>A query may carry a signature, as those of storage accounts do, whatever the process is told to redact.</summary>
    private static void MaskAddress(Activity span, Uri? address) =>
        span.SetTag("url.full", address is null ? null : MaskedUrl.Of(address));
}
