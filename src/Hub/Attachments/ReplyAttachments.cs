using Hub.Domain;
using Hub.Domain.Attachments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Tickets;
using Hub.Wire;

namespace Hub.Attachments;

/// <summary>
/// Which attachments of a ticket belong to which of its replies. Both sides say so, and change in one commit; every such commit
/// writes the ticket at the version that was read, so that of two replies that want the same attachment one has it.
/// </summary>
internal sealed class ReplyAttachments(IStore store, TimeProvider clock)
{
    /// <summary>The attachments as parts of the reply; or all that is wrong with what was asked for.</summary>
    public async Task<(IReadOnlyList<Change> Changes, Refusal? Refusal)> Claim(
        OrganizationId organization,
        Reply reply,
        CancellationToken cancellation
    )
    {
        var (changes, wrong) = (new List<Change>(), new List<string>());
        foreach (var id in reply.AttachmentIds)
        {
            if (await AttachmentWork.Find(store, organization, reply.TicketId, id, cancellation) is not { } found)
            {
                wrong.Add($"There is no attachment {id} on this ticket.");
                continue;
            }
            var decision = found.Value.BelongTo(reply.Id, clock.Now());
            if (decision.IsRefused)
                wrong.Add(decision.Refusal.Message);
            else
                changes.Add(Put(found, decision.State));
        }
        return wrong.Count == 0
            ? (changes, null)
            : ([], Refusal.Invalid("validation_failed", string.Join(' ', wrong), "attachment_ids"));
    }

    /// <summary>The attachments of a reply that is deleted: they stay with the ticket.</summary>
    public async Task<IReadOnlyList<Change>> Release(
        OrganizationId organization,
        Reply reply,
        CancellationToken cancellation
    )
    {
        var changes = new List<Change>();
        foreach (var id in reply.AttachmentIds)
            if (await AttachmentWork.Find(store, organization, reply.TicketId, id, cancellation) is { } found)
                changes.Add(Put(found, found.Value.BelongToNoReply(clock.Now())));
        return changes;
    }

    /// <summary>The reply of an attachment that is deleted, without it.</summary>
    public async Task<IReadOnlyList<Change>> Forget(
        OrganizationId organization,
        Attachment attachment,
        CancellationToken cancellation
    ) =>
        attachment.ReplyId is { } id
        && await TicketCommits.GetReply(store, organization, attachment.TicketId, id, cancellation)
            is { Value: var reply } found
            ?
            [
                new Put<Reply>(
                    TicketDocuments.Reply,
                    found.Id,
                    reply with
                    {
                        AttachmentIds = [.. reply.AttachmentIds.Where(one => one != attachment.Id)],
                    },
                    Expected.At(found.Version)
                ),
            ]
            : [];

    private static Put<Attachment> Put(Stored<Attachment> found, Attachment attachment) =>
        new(AttachmentKinds.Attachment.Document, found.Id, attachment, Expected.At(found.Version));
}
