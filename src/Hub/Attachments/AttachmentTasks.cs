using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Blobs;
using Hub.Ports.Queue;

namespace Hub.Attachments;

/// <summary>
/// What is left to do about an attachment: to scan it, or to delete content that no attachment has; about a ticket that is gone,
/// where neither is set, to delete all content of its attachments.
/// </summary>
/// <param name="Scan">The attachment to scan.</param>
/// <param name="Blob">Content to delete, unless an attachment has it.</param>
internal sealed record AttachmentTask(Guid Organization, long Ticket, long? Scan = null, Guid? Blob = null);

/// <summary>
/// Tasks are messages of the queue. The commit that makes one necessary writes it; what an upload leaves behind that ends
/// between its content and its commit is looked for by a message that was there before the content.
/// </summary>
internal static class AttachmentTasks
{
    public const string Lane = "attachments/";

    /// <summary>Later than any upload ends.</summary>
    public static readonly TimeSpan AfterTheUpload = TimeSpan.FromHours(1);

    /// <summary>By then whoever wrote the message has done it already, unless they died.</summary>
    public static readonly TimeSpan AfterTheCommit = TimeSpan.FromMinutes(1);

    public static BlobKey KeyOf(OrganizationId organization, long ticket, Guid blob) =>
        new(organization, Ticket.PartitionOf(ticket), blob);

    public static QueueMessage Scan(OrganizationId organization, long ticket, long attachment, DateTimeOffset due) =>
        Message($"scan-{organization}-{attachment}", new(organization.Value, ticket, Scan: attachment), due);

    /// <param name="when">Tells messages about the same content apart: each is due at its own time.</param>
    public static QueueMessage DeleteUnused(BlobKey key, long ticket, string when, DateTimeOffset due) =>
        Message($"blob-{when}-{key.Id:N}", new(key.Organization.Value, ticket, Blob: key.Id), due);

    public static QueueMessage DeleteAll(OrganizationId organization, long ticket, DateTimeOffset due) =>
        Message($"blobs-{organization}-{ticket}", new(organization.Value, ticket), due);

    public static AttachmentTask Read(QueueMessage message) =>
        JsonSerializer.Deserialize(message.Body.Span, AttachmentTaskJson.Default.AttachmentTask)!;

    private static QueueMessage Message(string id, AttachmentTask task, DateTimeOffset due) =>
        new(
            id,
            $"{Lane}{task.Organization}",
            due,
            JsonSerializer.SerializeToUtf8Bytes(task, AttachmentTaskJson.Default.AttachmentTask)
        );
}

[JsonSerializable(typeof(AttachmentTask))]
internal sealed partial class AttachmentTaskJson : JsonSerializerContext;
