using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Benchmarks.Bare;

/// <summary>
/// What a durable hub costs at the least, in a process of its own: Kestrel, a ticket with its event and its deliveries in one
/// shared commit, each sent signed, and its attempt on disk. It checks nothing, and looks nothing up but by key. What the hub
/// does is measured against it.
/// </summary>
internal sealed class BareHub : IDisposable
{
    private const int Senders = 64;

    private readonly BareWriter writer;
    private readonly Channel<BareDelivery> due = Channel.CreateUnbounded<BareDelivery>();
    private readonly List<BareReceiver> receivers = [];
    private readonly HttpMessageInvoker client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = Senders,
        }
    );

    private BareHub(string folder) => writer = new BareWriter(Path.Combine(folder, "bare.db"));

    /// <summary>Serves until the process is ended.</summary>
    public static async Task<int> Run(string url, string folder)
    {
        using var hub = new BareHub(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.MapGet("/health/ready", () => "ready");
        app.MapPost("/api/v1/webhooks", hub.Subscribe);
        app.MapPost("/api/v1/tickets", hub.Create);
        for (var sender = 0; sender < Senders; sender++)
            _ = Task.Run(hub.Send);
        await app.RunAsync();
        return 0;
    }

    public void Dispose()
    {
        client.Dispose();
        writer.Dispose();
    }

    private async Task<IResult> Subscribe(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        receivers.Add(new BareReceiver(receivers.Count, new Uri(body.RootElement.GetProperty("url").GetString()!)));
        return Results.StatusCode(201);
    }

    private async Task<IResult> Create(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var created = new BareCreation(body.ToArray(), receivers);
        await writer.Run(created);
        foreach (var delivery in created.Deliveries)
            due.Writer.TryWrite(delivery);
        return Results.StatusCode(201);
    }

    private async Task Send()
    {
        await foreach (var delivery in due.Reader.ReadAllAsync())
        {
            var status = await Post(delivery.Receiver.Url, delivery.Body);
            await writer.Run(new BareAttempt(delivery, status));
        }
    }

    private async Task<int> Post(Uri url, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData("benchmark-secret"u8, body));
        request.Headers.TryAddWithoutValidation("X-Hub-Signature", "sha256=" + signature);
        using var response = await client.SendAsync(request, CancellationToken.None);
        return (int)response.StatusCode;
    }
}

internal sealed record BareReceiver(long Id, Uri Url);

internal sealed record BareDelivery(long Id, BareReceiver Receiver, byte[] Body);
