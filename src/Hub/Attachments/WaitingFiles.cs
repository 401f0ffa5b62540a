using Hub.Domain;
using Hub.Domain.Attachments;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Blobs;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Tickets;
using Hub.Wire;

namespace Hub.Attachments;

/// <summary>
/// Files and links that were uploaded before anybody said for which ticket. The reply that names one brings it to its ticket: one ticket alone
/// may take it, its content is copied before it is told of there, and only then it leaves. What is cut short goes on when the reply is
/// sent again.
/// </summary>
internal sealed class WaitingFiles(
    IStore store,
    IBlobStore blobs,
    IQueue queue,
    AttachmentWork work,
    TimeProvider clock
)
{
    /// <summary>
    /// Brings those of the attachments that wait to the ticket. Where the reply cannot have one of the others, or the ticket would not take
    /// the reply, nothing is brought: whoever adds the reply says why.
    /// </summary>
    /// <param name="takes">Whether the ticket takes the reply.</param>
    public async Task<Refusal?> Bring(
        OrganizationId organization,
        long ticket,
        IReadOnlyList<long> attachments,
        Func<Ticket, bool> takes,
        CancellationToken cancellation
    )
    {
        var waiting = new List<long>();
        foreach (var id in attachments)
            if (await AttachmentWork.Find(store, organization, ticket, id, cancellation) is { Value: var there })
            {
                if (there.WhyNotOfAReply() is not null)
                    return null;
                if (there.HasWaited)
                    await Leave(organization, id, cancellation);
            }
            else if (await AttachmentWork.Find(store, organization, Attachment.NoTicket, id, cancellation) is not null)
                waiting.Add(id);
            else
                return null;
        if (
            waiting.Count == 0
            || await TicketCommits.Get(store, organization, ticket, cancellation) is not { } stored
            || !takes(stored.Value)
        )
            return null;
        foreach (var id in waiting)
            if (await Bring(organization, ticket, id, cancellation) is { } refusal)
                return refusal;
        return null;
    }

    private async Task<Refusal?> Bring(
        OrganizationId organization,
        long ticket,
        long id,
        CancellationToken cancellation
    )
    {
        var taken = await work.ChangeWaiting(
            null,
            organization,
            id,
            one => one.TakeTo(ticket, clock.Now()),
            cancellation
        );
        if (taken.IsRefused)
            return taken.Refusal;
        var waiting = taken.Value.Attachment;
        var brought = waiting with
        {
            TakenTo = null,
            HasWaited = true,
            File = await Copy(organization, ticket, waiting.File, cancellation),
        };
        var written = await work.Attach(organization, ticket, brought, cancellation);
        if (brought.Blob is { } copy && written.Value?.Blob() != copy)
            await work.Drop(AttachmentTasks.KeyOf(organization, ticket, copy));
        if (written.IsRefused)
            await work.ChangeWaiting(null, organization, id, one => one.PutBack(clock.Now()), cancellation);
        else
            await Leave(organization, id, cancellation);
        return written.Refusal;
    }

    /// <summary>It may have left already.</summary>
    private async Task Leave(OrganizationId organization, long id, CancellationToken cancellation) =>
        await work.ChangeWaiting(null, organization, id, static one => one.Leave(), cancellation);

    /// <summary>The content among that of the ticket. What looks for it where nothing comes of it is there first.</summary>
    private async Task<StoredFile?> Copy(
        OrganizationId organization,
        long ticket,
        StoredFile? file,
        CancellationToken cancellation
    )
    {
        if (file is null)
            return null;
        var now = clock.GetUtcNow();
        var key = AttachmentTasks.KeyOf(organization, ticket, Guid.CreateVersion7(now));
        var later = AttachmentTasks.DeleteUnused(key, ticket, "uploaded", now + AttachmentTasks.AfterTheUpload);
        await queue.Enqueue([later], cancellation);
        var from = AttachmentTasks.KeyOf(organization, Attachment.NoTicket, file.Blob);
        await using var content = await blobs.Open(from, cancellation)
            ?? throw new IOException($"The content of an attachment that waits is not there: {from}");
        await blobs.Write(key, content, cancellation);
        return file with { Blob = key.Id };
    }
}
