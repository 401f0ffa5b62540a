using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Hub.Listen;

/// <summary>A webhook receiver to develop and test against: shows what arrives, and misbehaves on request.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ReceiverOptions options;
    private readonly WebApplication app;
    private readonly Tally tally = new();
    private readonly Lock writing = new();

    private Receiver(ReceiverOptions options)
    {
        this.options = options;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Bind);
        // Deliveries that wait for their delay are not worth a slow exit.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        app = builder.Build();
        app.Run(Receive);
    }

    public int Port => new Uri(app.Urls.First()).Port;

    /// <summary>What was received so far, in one line.</summary>
    public string Summary => tally.ToString();

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<Receiver> Start(ReceiverOptions options, CancellationToken ct)
    {
        var receiver = new Receiver(options);
        try
        {
            await receiver.app.StartAsync(ct);
            return receiver;
        }
        catch
        {
            await receiver.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private void Bind(KestrelServerOptions kestrel)
    {
        if (options.Port == 0)
        {
            // Kestrel finds a free port for one address, not for both of localhost's.
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(options.Port);
        }
    }

    private async Task Receive(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.WriteAsync($"Listening for deliveries. {tally}\n", context.RequestAborted);
            return;
        }
        var delivery = await Delivery.Read(context.Request, context.RequestAborted);
        var verdict = SignatureCheck.Of(delivery, options);
        var answer = ReceiverAnswer.To(verdict, options);
        if (options.Delay > TimeSpan.Zero && await WhatCameBetween(context) is { } why)
        {
            answer = answer with { Unsaid = why };
        }
        // Only now: until here the sender may have left, and what is shown is what it got.
        Show(delivery, verdict, answer);
        await Give(answer, context);
    }

    private void Show(Delivery delivery, SignatureVerdict verdict, ReceiverAnswer answer)
    {
        lock (writing)
        {
            // Counted under the same lock, so that numbers appear in order.
            var count = tally.Count(delivery.Id, answer);
            options.Output.WriteLine(DeliveryText.Of(delivery, verdict, answer, count, options));
        }
    }

    private static async Task Give(ReceiverAnswer answer, HttpContext context)
    {
        if (answer is not { Status: { } status, Unsaid: null })
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <returns>Nothing when the delay passed undisturbed.</returns>
    private async Task<string?> WhatCameBetween(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            app.Lifetime.ApplicationStopping
        );
        try
        {
            await Task.Delay(options.Delay, options.Time, end.Token);
            return null;
        }
        catch (OperationCanceledException)
        {
            return context.RequestAborted.IsCancellationRequested ? "the sender left" : "the receiver was stopped";
        }
    }

    /// <summary>In place of the console's, which would swallow the Ctrl+C that ends the command.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken ct) => Task.CompletedTask;

        public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
    }
}
