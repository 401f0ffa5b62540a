using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Hub.Delivery.Tests.Egress;

/// <summary>A Kestrel server on loopback with one handler for every path.</summary>
internal sealed class StubReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private StubReceiver(WebApplication app) => this.app = app;

    public Uri Url => new(new Uri(app.Urls.First()), "/hook");

    public static async Task<StubReceiver> Start(RequestDelegate handler, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, Secure));
        var app = builder.Build();
        app.Run(handler);
        await app.StartAsync();
        return new StubReceiver(app);

        void Secure(ListenOptions listen)
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }
    }

    public static Task<StubReceiver> Answering(int status, Action<HttpResponse>? prepare = null) =>
        Start(context =>
        {
            context.Response.StatusCode = status;
            prepare?.Invoke(context.Response);
            return Task.CompletedTask;
        });

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
