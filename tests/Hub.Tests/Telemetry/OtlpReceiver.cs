using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Telemetry;

/// <summary>A collector on loopback: what the hub exports, as OTLP over gRPC.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, string> exports = new();

    private OtlpReceiver(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public string Traces => exports.GetValueOrDefault("TraceService", "");

    public string Metrics => exports.GetValueOrDefault("MetricsService", "");

    public static async Task<OtlpReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // gRPC without TLS is HTTP/2 from the first byte.
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2)
        );
        var receiver = new OtlpReceiver(builder.Build());
        receiver.app.MapPost("/opentelemetry.proto.collector.{signal}.v1.{service}/Export", receiver.Export);
        await receiver.app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Names stand in the protobuf as they are; Latin-1 keeps every byte.</summary>
    private async Task Export(string service, HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var text = Encoding.Latin1.GetString(body.ToArray());
        exports.AddOrUpdate(service, text, (_, before) => before + text);
        http.Response.ContentType = "application/grpc";
        // An empty message: five bytes of frame and nothing in it.
        await http.Response.Body.WriteAsync(new byte[5]);
        http.Response.AppendTrailer("grpc-status", "0");
    }
}
