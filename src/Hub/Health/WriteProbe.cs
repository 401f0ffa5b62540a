using System.Text.Json.Serialization;
using Hub.Delivery;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Health;

/// <summary>
/// What is written to learn whether the store takes writes again; gone right after. It has some weight, since on a full disk
/// the smallest writes may still find a place.
/// </summary>
internal sealed record ProbeDocument(string Filling)
{
    public const string Partition = "health";

    public static readonly DocumentType<ProbeDocument> Document = new("health_probe", static () =>
        ProbeJson.Default.ProbeDocument
    );

    public static ProbeDocument New() => new(new string('.', 16 * 1024));
}

[JsonSerializable(typeof(ProbeDocument))]
internal sealed partial class ProbeJson : JsonSerializerContext;

/// <summary>While the last commit failed, tries one itself: the hub is ready again without anybody's request.</summary>
internal sealed class WriteProbe(IStore store, CommitHealth health, BackgroundLoops loops) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(Interval, "write_probe", "The store takes no writes", Try, stoppingToken);

    private async Task Try(CancellationToken cancellation)
    {
        if (health.Problem is null)
            return;
        var id = Guid.NewGuid().ToString("N");
        await Write(new Put<ProbeDocument>(ProbeDocument.Document, id, ProbeDocument.New(), Expected.Absent));
        await Write(new Delete(ProbeDocument.Document, id, Expected.Anything));

        Task<CommitResult> Write(Change change) =>
            store.Commit(new Commit(OrganizationId.Hub, ProbeDocument.Partition) { Changes = [change] }, cancellation);
    }
}
