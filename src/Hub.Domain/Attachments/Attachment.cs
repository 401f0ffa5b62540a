using System.Text.Json.Serialization;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Tickets;

namespace Hub.Domain.Attachments;

/// <summary>Whether an attachment's content may be read.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttachmentStatus>))]
public enum AttachmentStatus
{
    [JsonStringEnumMemberName("ready")]
    Ready,

    /// <summary>The scanner has not said yet.</summary>
    [JsonStringEnumMemberName("scanning")]
    Scanning,

    /// <summary>The scanner found something; the content is deleted.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}

/// <summary>The content of an attachment: where it is, and what it is.</summary>
/// <param name="Blob">Its id among the blobs of its ticket.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">In lower-case hex.</param>
public sealed record StoredFile(Guid Blob, long Size, string MediaType, string Sha256);

/// <summary>
/// A file or a link that belongs to a ticket, or waits for a reply to bring it to one. It is kept in its ticket's partition, those that
/// wait together in one of their own; a file's content is a blob.
/// </summary>
public sealed record Attachment : Record
{
    public const string Counter = "attachment";

    /// <summary>The ticket of those that wait: there is none of the number.</summary>
    public const long NoTicket = 0;

    public const int LongestName = 255;

    public const int LongestCaption = 1_000;

    public const int LongestUrl = 2_048;

    public Guid Uuid { get; init; }

    /// <summary><see cref="NoTicket"/> while it waits.</summary>
    public long TicketId { get; init; }

    /// <summary>The ticket that a reply is bringing it to; absent on those that do not wait, or are left alone.</summary>
    public long? TakenTo { get; init; }

    /// <summary>It waited before it came to its ticket, and whoever is told of uploads knows it.</summary>
    public bool HasWaited { get; init; }

    /// <summary>The reply or note of the ticket that it belongs to; absent while it belongs to the ticket alone.</summary>
    public long? ReplyId { get; init; }

    public required string Name { get; init; }

    public string? Caption { get; init; }

    public required Actor CreatedBy { get; init; }

    public AttachmentStatus Status { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; init; }

    /// <summary>Absent where it is a link.</summary>
    public StoredFile? File { get; init; }

    /// <summary>Absent where it is a file.</summary>
    public string? Url { get; init; }

    /// <summary>Absent while it is not archived.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    public Actor? ArchivedBy { get; init; }

    [JsonIgnore]
    public bool IsArchived => ArchivedAt is not null;

    [JsonIgnore]
    public bool IsImage => File?.MediaType.StartsWith("image/", StringComparison.Ordinal) is true;

    /// <summary>The blob that there has to be for it.</summary>
    [JsonIgnore]
    public Guid? Blob => Status == AttachmentStatus.Refused ? null : File?.Blob;

    /// <summary>Of that blob.</summary>
    [JsonIgnore]
    public long BlobBytes => Blob is null ? 0 : File!.Size;

    /// <summary>What the attachment's document is called inside its ticket's partition.</summary>
    public static string DocumentIdOf(long id) => $"attachment-{id}";

    public static string PartitionOf(long ticket) => Ticket.PartitionOf(ticket);
}

[JsonSerializable(typeof(Attachment))]
internal sealed partial class AttachmentJson : JsonSerializerContext;
