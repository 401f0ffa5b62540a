using System.Net;
using System.Net.Http.Json;
using Hub.Reliability;

namespace Hub.Tests.Reliability;

/// <summary>What is acknowledged is on the disk: the hub's log is synced once at least for each write that waits for nobody else's.</summary>
public sealed class SyncTests : IDisposable
{
    private const int Writes = 25;
    private const int Writers = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string folder = Directory.CreateTempSubdirectory("hub-syncs-").FullName;

    [Fact]
    public async Task No_write_is_acknowledged_before_the_log_is_on_the_disk()
    {
        using var hub = new HubProcess(Path.Combine(AppContext.BaseDirectory, "Hub.dll"), folder, Patience, []);
        hub.Start();
        await hub.UntilListening();
        using var http = hub.NewClient();
        await Write(http);
        await using var strace = await Strace.Attach(hub.Id, Path.Combine(folder, "syncs.txt"));

        for (var write = 0; write < Writes; write++)
        {
            var before = strace.SyncsOf("hub.db-wal");
            await Write(http);
            Assert.True(strace.SyncsOf("hub.db-wal") > before, "A write was acknowledged that no sync had covered.");
        }

        // Those that come together share one, and nobody is answered before it.
        var shared = strace.SyncsOf("hub.db-wal");
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Write(http)));
        Assert.True(strace.SyncsOf("hub.db-wal") > shared);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task Write(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync(
            "/api/v1/tickets",
            new
            {
                subject = "It is on the disk",
                description = "Or it is not answered.",
                requester_email = "user@company.com",
            }
        );
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }
}
