using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Reports;
using Hub.Ports.Store;

namespace Hub.Reports;

/// <summary>
/// Organizations all of whose tickets are to be counted: those that had tickets before there were reports, that were imported into,
/// whose days begin at another time. Who asks during a recount has it begin anew.
/// </summary>
internal sealed class ReportRecounts(IStore store)
{
    public async Task Ask(OrganizationId organization, CancellationToken cancellation) =>
        await store.Commit(Write(organization, new ReportRecount(0, Guid.NewGuid()), Expected.Anything), cancellation);

    public async Task AskAll(CancellationToken cancellation)
    {
        var all = store.All(
            Organization.Document,
            OrganizationId.Hub,
            new Query { Partition = Organization.Partition },
            cancellation
        );
        await foreach (var organization in all)
            await Ask(organization.Value.Id, cancellation);
    }

    public ValueTask<Stored<ReportRecount>?> Of(OrganizationId organization, CancellationToken cancellation) =>
        store.Get(
            ReportDocuments.Recount,
            OrganizationId.Hub,
            ReportDocuments.Partition,
            $"{organization}",
            cancellation
        );

    /// <summary>One of those that wait; nothing when none does.</summary>
    public async Task<(OrganizationId Organization, Stored<ReportRecount> Recount)?> Next(
        CancellationToken cancellation
    )
    {
        var one = new Query { Partition = ReportDocuments.Partition, Limit = 1 };
        var page = await store.Query(ReportDocuments.Recount, OrganizationId.Hub, one, cancellation);
        return page.Items is [var next] ? (new OrganizationId(Guid.Parse(next.Id)), next) : null;
    }

    /// <summary>Counted up to a ticket. Where somebody has asked anew meanwhile, that stands.</summary>
    public Task Advance(
        OrganizationId organization,
        Stored<ReportRecount> recount,
        long after,
        CancellationToken cancellation
    ) =>
        store.Commit(
            Write(organization, recount.Value with { After = after }, Expected.At(recount.Version)),
            cancellation
        );

    public Task Finish(OrganizationId organization, Stored<ReportRecount> recount, CancellationToken cancellation) =>
        store.Commit(
            new Commit(OrganizationId.Hub, ReportDocuments.Partition)
            {
                Changes = [new Delete(ReportDocuments.Recount, $"{organization}", Expected.At(recount.Version))],
            },
            cancellation
        );

    private static Commit Write(OrganizationId organization, ReportRecount recount, Expected expected) =>
        new(OrganizationId.Hub, ReportDocuments.Partition)
        {
            Changes = [new Put<ReportRecount>(ReportDocuments.Recount, $"{organization}", recount, expected)],
        };
}
