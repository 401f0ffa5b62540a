using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Hub.Ports.Queue;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hub.Tests.Former;

/// <summary>
/// A hub on a copy of the former data. Its clock begins an hour before the data was made, so that nothing is due until
/// the test has said where to send it.
/// </summary>
internal sealed class FormerHub : IAsyncDisposable
{
    private const string Token = "1|fixture-secret-of-thirty-two-letters";

    private readonly string folder;
    private readonly HubHost host;
    private readonly FakeTimeProvider clock;

    private FormerHub(string folder, HubHost host, FakeTimeProvider clock, JsonNode known)
    {
        (this.folder, this.host, this.clock, Known) = (folder, host, clock, known);
        Admin = host.As(Token);
    }

    public HubClient Admin { get; }

    /// <summary>What the former hub answered, and what its receivers got, right before it was stopped.</summary>
    public JsonNode Known { get; }

    public DateTimeOffset MadeAt => MadeAtOf(Known);

    public static async Task<FormerHub> Start()
    {
        var folder = HubHost.NewFolder();
        await FormerData.Unpack(folder);
        var known = await ReadKnown();
        var clock = new FakeTimeProvider(MadeAtOf(known).AddHours(-1));
        var host = await HubHost.StartIn(
            folder,
            builder => builder.Services.AddSingleton<TimeProvider>(clock),
            "--Delivery:AllowInsecureTargets=true",
            $"--Hub:Bootstrap:Token={Token}"
        );
        return new FormerHub(folder, host, clock, known);
    }

    public Guid Webhook(string name) => (Guid)Known["webhooks"]![name]!["id"]!;

    public IEnumerable<JsonNode> Deliveries(string name) =>
        Known["webhooks"]![name]!["deliveries"]!.AsArray().Select(one => one!);

    /// <summary>What a receiver of the dialect was sent by the former hub.</summary>
    public IEnumerable<JsonNode> Received(string dialect) =>
        Known["received"]!
            .AsArray()
            .Select(one => one!)
            .Where(one => ((string)one["path"]!).StartsWith($"/{dialect}?", StringComparison.Ordinal));

    /// <summary>A receiver of today in the place of the one that the webhook had.</summary>
    public async Task<HookReceiver> Redirect(string name)
    {
        var receiver = await HookReceiver.Start();
        (await Admin.UpdateWebhook(Webhook(name), new { url = receiver.Url })).Expect(HttpStatusCode.OK);
        return receiver;
    }

    /// <summary>To shortly after the data was made: all that waited is due, and retention leaves it alone.</summary>
    public void GoOn()
    {
        clock.Advance(MadeAt.AddMinutes(10) - clock.GetUtcNow());
        host.App.Services.GetRequiredService<IQueue>().RoomChanged();
    }

    /// <summary>A round of whatever is done every so often.</summary>
    public void PassRound() => clock.Advance(TimeSpan.FromSeconds(10));

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static DateTimeOffset MadeAtOf(JsonNode known) => (DateTimeOffset)known["made_at"]!;

    private static async Task<JsonNode> ReadKnown()
    {
        await using var file = new GZipStream(
            File.OpenRead(FormerData.PathOf("known.json.gz")),
            CompressionMode.Decompress
        );
        return (await JsonNode.ParseAsync(file))!;
    }
}
