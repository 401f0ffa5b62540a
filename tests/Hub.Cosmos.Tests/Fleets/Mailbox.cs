using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hub.Reliability;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Fleets;

/// <summary>A receiver that acknowledges what is signed and remembers the subjects of the tickets it was told of, by path.</summary>
internal sealed class Mailbox : IAsyncDisposable
{
    public const string Secret = "mailbox-secret";

    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Name, string Subject)> arrived = new();
    private readonly SemaphoreSlim arrivals = new(0);

    private Mailbox(WebApplication app) => this.app = app;

    public static async Task<Mailbox> Start(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder([$"--urls=http://127.0.0.1:{port}"]);
        builder.Logging.ClearProviders();
        var mailbox = new Mailbox(builder.Build());
        mailbox.app.MapPost("/{name}", mailbox.Receive);
        await mailbox.app.StartAsync();
        return mailbox;
    }

    public string UrlOf(string name) => $"{app.Urls.First()}/{name}";

    public IReadOnlyList<string> Of(string name) =>
        [.. arrived.Where(one => one.Name == name).Select(one => one.Subject)];

    public async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(WaitLimit);
        while (!holds())
            await arrivals.WaitAsync(patience.Token);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Receive(HttpContext http, string name)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (http.Request.Headers["X-Tiketti-Signature"] != FlakyReceiver.SignatureOf(body.ToArray(), Secret))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var told = JsonNode.Parse(body.ToArray());
        arrived.Enqueue((name, (string)told!["data"]!["subject"]!));
        arrivals.Release();
    }
}
