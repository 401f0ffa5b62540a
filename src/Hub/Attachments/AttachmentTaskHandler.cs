using Hub.Attachments.Scanning;
using Hub.Delivery.Sending;
using Hub.Domain;
using Hub.Domain.Attachments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Blobs;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Tickets;
using Hub.Wire;

namespace Hub.Attachments;

/// <summary>Carries out the tasks of attachments. Each may be carried out any number of times.</summary>
internal sealed class AttachmentTaskHandler(
    IStore store,
    IBlobStore blobs,
    IQueue queue,
    AttachmentWork work,
    Scanner scanner,
    TimeProvider clock
) : IQueueHandler
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    public string LanePrefix => AttachmentTasks.Lane;

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var task = AttachmentTasks.Read(message.Message);
        var organization = new OrganizationId(task.Organization);
        var again =
            task.Scan is { } attachment ? await Scan(message, organization, task.Ticket, attachment, cancellation)
            : task.Blob is { } blob ? await DeleteUnused(organization, task.Ticket, blob, cancellation)
            : await DeleteAll(organization, task.Ticket, cancellation);
        await queue.End(message, again);
    }

    /// <returns>When to try again; nothing when it is done.</returns>
    private async Task<DateTimeOffset?> Scan(
        LeasedMessage message,
        OrganizationId organization,
        long ticket,
        long id,
        CancellationToken cancellation
    )
    {
        if (
            await AttachmentWork.Find(store, organization, ticket, id, cancellation) is not { Value: var attachment }
            || attachment is not { Status: AttachmentStatus.Scanning, Blob: { } blob }
        )
            return null;
        // A hub that was told to scan no more lets through what was waiting.
        var verdict = scanner.IsOn
            ? await scanner.Scan(AttachmentTasks.KeyOf(organization, ticket, blob), cancellation)
            : Verdict.Clean;
        if (verdict is null)
            return clock.GetUtcNow() + PauseAfter(message.DeliveryCount);
        var reason = verdict.Reason;
        var written =
            ticket == Attachment.NoTicket
                ? await work.ChangeWaiting(
                    http: null,
                    organization,
                    id,
                    one => reason is null ? one.Clear(organization, clock.Now()) : one.Refuse(reason, clock.Now()),
                    cancellation
                )
                : await work.Change(
                    http: null,
                    organization,
                    ticket,
                    id,
                    (one, of) => reason is null ? one.Clear(of, clock.Now()) : one.Refuse(reason, clock.Now()),
                    cancellation
                );
        return written.AgainAfterACrowd(clock);
    }

    private async Task<DateTimeOffset?> DeleteUnused(
        OrganizationId organization,
        long ticket,
        Guid blob,
        CancellationToken cancellation
    )
    {
        var named = new Query
        {
            Partition = Attachment.PartitionOf(ticket),
            Filter = Filter.Equal("blob", FieldValue.Text(blob.ToString("N"))),
            Limit = 1,
        };
        var page = await store.Query(AttachmentKinds.Attachment.Document, organization, named, cancellation);
        if (page.Items.Count == 0)
            await blobs.Delete(AttachmentTasks.KeyOf(organization, ticket, blob), cancellation);
        return null;
    }

    private async Task<DateTimeOffset?> DeleteAll(
        OrganizationId organization,
        long ticket,
        CancellationToken cancellation
    )
    {
        if (await TicketCommits.Get(store, organization, ticket, cancellation) is null)
            await blobs.DeleteGroup(organization, Attachment.PartitionOf(ticket), cancellation);
        return null;
    }

    private static TimeSpan PauseAfter(int tries)
    {
        var pause = FirstPause * (1 << Math.Min(tries - 1, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
