using Hub.Delivery.Telemetry;
using Microsoft.Extensions.Options;
using OpenTelemetry;
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
        builder.Services.AddHostedService<Exporters>();
    }

    /// <summary>Before everything that answers requests.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        if (IsWanted(app.Configuration))
            app.UseMiddleware<RequestSpans>();
    }

    private static bool IsWanted(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.OtlpEndpoint)}"]);

    /// <summary>Stands in for OpenTelemetry.Extensions.Hosting: starts the providers with the hub and flushes them with its end.</summary>
    private sealed class Exporters(IOptions<TelemetryOptions> options) : IHostedService
    {
        private TracerProvider? traces;
        private MeterProvider? metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var hub = ResourceBuilder.CreateDefault().AddService("hub");
            traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(hub)
                .AddSource(HubMetrics.Name, "Microsoft.AspNetCore")
                .AddOtlpExporter(Configure)
                .Build();
            metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(hub)
                .AddMeter(
                    HubMetrics.Name,
                    "Microsoft.AspNetCore.Hosting",
                    "Microsoft.AspNetCore.Server.Kestrel",
                    "System.Runtime"
                )
                .AddOtlpExporter(Configure)
                .Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces?.Dispose();
            metrics?.Dispose();
            return Task.CompletedTask;
        }

        private void Configure(OtlpExporterOptions exporter) =>
            exporter.Endpoint = new Uri(options.Value.OtlpEndpoint!);
    }
}
