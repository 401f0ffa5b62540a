using Hub.Domain.Attachments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Tickets.Parts;

namespace Hub.Tickets;

/// <summary>What belongs to a ticket beside its own document.</summary>
internal static class TicketPartition
{
    /// <summary>Bytes of replies, and of history, that a ticket is shown with: 1 MB in all.</summary>
    private const int InlineReplies = 700_000;
    private const int InlineTimeline = 300_000;

    /// <summary>More of them than fit into those bytes.</summary>
    private const int MostInline = 4_000;

    /// <summary>The newest replies, as many as a ticket is shown with, oldest first; and whether these are all.</summary>
    public static Task<(IReadOnlyList<Reply> Newest, bool AreAll)> NewestReplies(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    ) => Newest(TicketDocuments.Reply, "id", InlineReplies, store, organization, id, cancellation);

    /// <summary>The newest lines of the history, in the same way.</summary>
    public static Task<(IReadOnlyList<TimelineEntry> Newest, bool AreAll)> NewestTimeline(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    ) => Newest(TicketDocuments.Timeline, "at", InlineTimeline, store, organization, id, cancellation);

    public static Query Replies(long id, Query page) => Within(id, page, "id");

    public static Query Timeline(long id, Query page) => Within(id, page, "at");

    /// <summary>The deletion of all of them; no more than one page of them is in memory at a time.</summary>
    public static async Task<List<Change>> Deletions(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
    {
        var all = new Query { Partition = Ticket.PartitionOf(id) };
        var deletions = new List<Change>();
        await foreach (var reply in store.All(TicketDocuments.Reply, organization, all, cancellation))
            deletions.Add(new Delete(TicketDocuments.Reply, reply.Id, Expected.Anything));
        await foreach (var entry in store.All(TicketDocuments.Timeline, organization, all, cancellation))
            deletions.Add(new Delete(TicketDocuments.Timeline, entry.Id, Expected.Anything));
        await foreach (var file in store.All(AttachmentKinds.Attachment.Document, organization, all, cancellation))
            deletions.Add(
                new Delete(AttachmentKinds.Attachment.Document, file.Id, Expected.Anything)
                {
                    BlobBytes = -file.Value.BlobBytes,
                }
            );
        await foreach (var entry in TicketParts.TimeEntries.Deletions(store, organization, id, cancellation))
            deletions.Add(entry);
        await foreach (var alert in TicketParts.Alerts.Deletions(store, organization, id, cancellation))
            deletions.Add(alert);
        var surveys = SurveyKinds.Survey.Document;
        if (await store.Get(surveys, organization, all.Partition, Survey.DocumentIdOf(id), cancellation) is { } survey)
            deletions.Add(new Delete(surveys, survey.Id, Expected.Anything));
        return deletions;
    }

    private static async Task<(IReadOnlyList<T> Newest, bool AreAll)> Newest<T>(
        DocumentType<T> type,
        string sort,
        int bytes,
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
        where T : class
    {
        var query = new Query
        {
            Partition = Ticket.PartitionOf(id),
            Sort = [new Sort(sort, Descending: true)],
            Limit = MostInline,
            MostBytes = bytes,
        };
        var page = await store.Query(type, organization, query, cancellation);
        return ([.. page.Items.Select(static one => one.Value).Reverse()], page.Next is null);
    }

    private static Query Within(long id, Query page, string sort) =>
        page with
        {
            Partition = Ticket.PartitionOf(id),
            Sort = [new Sort(sort)],
        };
}
