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

    public static readonly DocumentType<ProbeDocument> Document = new("health_probe", ProbeJson.Default.ProbeDocument);

    public static ProbeDocument New() => new(new string('.', 16 * 1024));
}

[JsonSerializable(typeof(ProbeDocument))]
internal sealed partial class ProbeJson : JsonSerializerContext;

/// <summary>While the last commit failed, tries one itself: the hub is ready again without anybody's request.</summary>
internal sealed class WriteProbe(IStore store, CommitHealth health, OutageLog outages, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            if (health.Problem is not null)
                await Try(stoppingToken);
    }

    private async Task Try(CancellationToken cancellation)
    {
        try
        {
            var id = Guid.NewGuid().ToString("N");
            await Write(new Put<ProbeDocument>(ProbeDocument.Document, id, ProbeDocument.New(), Expected.Absent));
            await Write(new Delete(ProbeDocument.Document, id, Expected.Anything));
        }
        catch (IOException outage)
        {
            outages.Note("The store takes no writes", outage);
        }

        Task<CommitResult> Write(Change change) =>
            store.Commit(new Commit(OrganizationId.Hub, ProbeDocument.Partition) { Changes = [change] }, cancellation);
    }
}
