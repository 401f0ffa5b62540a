using System.Text.Json.Serialization;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Exporting;

/// <summary>
/// An export of an organization that somebody downloads. While the document is held there is no other; one whose hub has died is held
/// no longer soon after.
/// </summary>
internal sealed record ExportRun(Guid Id, Guid Organization, DateTimeOffset StartedAt, DateTimeOffset HeldUntil)
{
    public const string Partition = "export";
    public const string DocumentId = "run";

    public static readonly DocumentType<ExportRun> Document = new("export_run", static () =>
        ExportRunJson.Default.ExportRun
    );
}

/// <summary>Holds the one export that an organization has at a time.</summary>
internal sealed class ExportHold
{
    private static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromMinutes(1);

    private readonly IStore store;
    private readonly TimeProvider clock;
    private readonly OrganizationId organization;
    private ExportRun run;
    private DocumentVersion version;

    private ExportHold(IStore store, TimeProvider clock, OrganizationId organization, ExportRun run)
    {
        (this.store, this.clock, this.organization, this.run) = (store, clock, organization, run);
    }

    /// <summary>The hold, which the audit log tells of as the beginning of an export, or why there is none.</summary>
    public static async Task<Decision<ExportHold>> Take(
        IStore store,
        TimeProvider clock,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var now = clock.Now();
        var last = await store.Get(
            ExportRun.Document,
            organization,
            ExportRun.Partition,
            ExportRun.DocumentId,
            cancellation
        );
        if (last?.Value.HeldUntil > now)
            return Running(last.Value.StartedAt);
        var hold = new ExportHold(
            store,
            clock,
            organization,
            new ExportRun(Guid.CreateVersion7(now), organization.Value, now, now + HeldFor)
        );
        var expected = last is null ? Expected.Absent : Expected.At(last.Version);
        return await hold.Write(expected, cancellation) ? hold : Running(now);
    }

    /// <summary>Goes on to hold it.</summary>
    /// <exception cref="OperationCanceledException">It was taken over meanwhile.</exception>
    public async ValueTask Keep(CancellationToken cancellation)
    {
        var until = clock.Now() + HeldFor;
        if (until - run.HeldUntil < RenewedAfter)
            return;
        run = run with { HeldUntil = until };
        if (!await Write(Expected.At(version), cancellation))
            throw new OperationCanceledException("Another export of the organization has begun.");
    }

    /// <summary>Lets the next one begin, however this one ended.</summary>
    public Task End() =>
        store.Commit(
            new Commit(organization, ExportRun.Partition)
            {
                Changes = [new Delete(ExportRun.Document, ExportRun.DocumentId, Expected.At(version))],
            },
            CancellationToken.None
        );

    private async Task<bool> Write(Expected expected, CancellationToken cancellation)
    {
        var put = new Put<ExportRun>(ExportRun.Document, ExportRun.DocumentId, run, expected);
        var commit = new Commit(organization, ExportRun.Partition) { Changes = [put] };
        if (await store.Commit(commit, cancellation) is not CommitResult.Done done)
            return false;
        version = done.Versions[0];
        return true;
    }

    private static Refusal Running(DateTimeOffset since) =>
        Refusal.Conflict(
            "export_running",
            $"An export of this organization has been running since {since:u}; there is one at a time: wait until it ends, or end it."
        );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ExportRun))]
internal sealed partial class ExportRunJson : JsonSerializerContext;
