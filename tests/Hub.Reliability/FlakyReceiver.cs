using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Reliability;

/// <summary>
/// Two receivers, one of each dialect, that answer 500 or drop the connection at random. Each delivery fails three times
/// at most, so that no attempts are used up: what does not arrive then is lost.
/// </summary>
internal sealed class FlakyReceiver : IAsyncDisposable
{
    public const string Secret = "kill-run-secret";
    private const int MostFailures = 3;
    private const double Fails = 0.15;
    private const double Drops = 0.1;

    private static readonly string[] Dialects = ["tiketti", "maktab"];

    private readonly WebApplication app;
    private readonly Ledger ledger;
    private readonly TimeSpan patience;
    private readonly ConcurrentDictionary<string, int> failures = new();
    private readonly Lock throwing = new();
    private readonly Random dice;
    private readonly Signal connections = new();
    private int connected;
    private int failedOnPurpose;
    private int badSignatures;

    private FlakyReceiver(WebApplication app, Ledger ledger, TimeSpan patience, int seed)
    {
        this.app = app;
        this.ledger = ledger;
        this.patience = patience;
        dice = new Random(seed);
    }

    public static IReadOnlyList<string> Names => Dialects;

    /// <summary>Which start of the hub sends now.</summary>
    public int Life { get; private set; } = 1;

    public int FailedOnPurpose => failedOnPurpose;

    public int BadSignatures => badSignatures;

    public static async Task<FlakyReceiver> Start(Ledger ledger, TimeSpan patience, int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        FlakyReceiver? receiver = null;
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
                listen.Use(next => connection => receiver!.Count(next, connection))
            )
        );
        var app = builder.Build();
        receiver = new FlakyReceiver(app, ledger, patience, seed);
        app.MapGet("/probe", () => "ok");
        app.MapPost("/{dialect}", receiver.Receive);
        await app.StartAsync();
        return receiver;
    }

    public string UrlOf(string dialect) => $"{app.Urls.First()}/{dialect}";

    /// <summary>Asks a hub for everything that the writers cause.</summary>
    public async Task Subscribe(HttpClient http, string dialect)
    {
        var webhook = new
        {
            url = UrlOf(dialect),
            events = new[]
            {
                "ticket.created",
                "ticket.updated",
                dialect == "tiketti" ? "message.created" : "reply.created",
            },
            dialect,
            secret = Secret,
        };
        using var answer = await http.PostAsJsonAsync("/api/v1/webhooks", webhook);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// The hub is dead: what it sent has been read when its last connection is. Connections are accepted in order, so one
    /// of our own comes after all of its.
    /// </summary>
    public async Task BeginNextLife()
    {
        using (var probe = new HttpClient())
            await probe.GetStringAsync(UrlOf("probe"));
        await connections.Until(
            () => Volatile.Read(ref connected) == 0,
            patience,
            "connections of a dead hub are open"
        );
        Life++;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Count(ConnectionDelegate next, ConnectionContext connection)
    {
        Interlocked.Increment(ref connected);
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref connected);
            connections.Changed();
        }
    }

    private async Task Receive(HttpContext http, string dialect)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var maker = dialect == "tiketti" ? "Tiketti" : "Maktab";
        if (http.Request.Headers[$"X-{maker}-Signature"] != SignatureOf(body.ToArray(), Secret))
            Interlocked.Increment(ref badSignatures);

        var delivery = http.Request.Headers[$"X-{maker}-Delivery"].ToString();
        var chance = Throw();
        var fails =
            chance < Fails + Drops && failures.AddOrUpdate(delivery, 1, (_, count) => count + 1) <= MostFailures;
        ledger.Arrive(dialect, Written(JsonNode.Parse(body.ToArray())!), delivery, Life, accepted: !fails);
        if (!fails)
            return;
        Interlocked.Increment(ref failedOnPurpose);
        if (chance < Drops)
            http.Abort();
        else
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private double Throw()
    {
        lock (throwing)
            return dice.NextDouble();
    }

    /// <summary>What somebody wrote to make this happen.</summary>
    private static string Written(JsonNode told)
    {
        var data = told["data"]!;
        return (string)told["event"]! switch
        {
            "ticket.created" => TicketWriter.Created((string)data["subject"]!),
            "ticket.updated" => TicketWriter.Changed((string)data["subject"]!),
            "message.created" or "reply.created" => TicketWriter.Replied((string)data["body"]!),
            var other => throw new InvalidOperationException($"Nobody asked for {other}."),
        };
    }

    /// <summary>As maktab and tiketti sign, written down apart from the hub.</summary>
    public static string SignatureOf(byte[] body, string secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
