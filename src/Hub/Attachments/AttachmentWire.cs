using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Domain;
using Hub.Domain.Attachments;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Errors;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Attachments;

/// <summary>A link to attach. To attach a file, send it as multipart/form-data, or as the body with filename in the query.</summary>
/// <example>{"url": "https://wiki.example.com/printers", "name": "How to reset the printer"}</example>
internal sealed record LinkAttachment : IHasRules
{
    /// <summary>Where it leads; http or https. The hub does not go there.</summary>
    [Required, MaxLength(Attachment.LongestUrl), Url]
    public string? Url { get; init; }

    /// <summary>What it is called; the address when absent.</summary>
    [MaxLength(Attachment.LongestName)]
    public string? Name { get; init; }

    /// <summary>What it shows.</summary>
    [MaxLength(Attachment.LongestCaption)]
    public string? Caption { get; init; }

    public void Check(FieldErrors errors, DateTimeOffset now)
    {
        if (!errors.Has("url") && !(Uri.TryCreate(Url, UriKind.Absolute, out var to) && to.Scheme is "http" or "https"))
            errors.Add("url", "Must be an absolute http or https URL.");
    }

    /// <summary>The name of a link that was given none is its address, as far as a name may go.</summary>
    public string NameOrUrl() =>
        FileNames.Visible(Name ?? "") is { Length: > 0 } name ? name
        : Url!.Length > Attachment.LongestName ? Url[..Attachment.LongestName]
        : Url;
}

/// <summary>What to change of an attachment. What is left out stays; null clears.</summary>
/// <example>{"caption": "What comes out of the printer"}</example>
[Like(typeof(LinkAttachment))]
internal sealed record UpdateAttachment
{
    public Optional<string?> Caption { get; init; }
}

/// <summary>What a file is called that is sent as the whole body.</summary>
internal sealed record UploadQuery
{
    public const string FilenameParameter = "filename";
    public const string CaptionParameter = "caption";

    /// <summary>What the file is called, where the body is the file itself; leave it out for a form or a link.</summary>
    [FromQuery(Name = FilenameParameter), MaxLength(Attachment.LongestName)]
    public string? Filename { get; init; }

    /// <summary>What the file shows, where the body is the file itself.</summary>
    [FromQuery(Name = CaptionParameter), MaxLength(Attachment.LongestCaption)]
    public string? Caption { get; init; }
}

/// <summary>What a file is called that is always the whole body.</summary>
internal sealed record FileQuery
{
    /// <summary>What the file is called, with its ending, as in invoice.pdf.</summary>
    [FromQuery(Name = UploadQuery.FilenameParameter), Required, MaxLength(Attachment.LongestName)]
    public string? Filename { get; init; }

    /// <summary>What the file shows.</summary>
    [FromQuery(Name = UploadQuery.CaptionParameter), MaxLength(Attachment.LongestCaption)]
    public string? Caption { get; init; }

    public UploadQuery ToUpload() => new() { Filename = Filename, Caption = Caption };
}

/// <summary>Which attachments of a ticket to list.</summary>
internal sealed record AttachmentList
{
    /// <summary>Only those that are archived; only those that are not when absent.</summary>
    [FromQuery(Name = "is_archived"), DefaultValue(false)]
    public bool? IsArchived { get; init; }

    /// <summary>Only files, or only links.</summary>
    [FromQuery(Name = "kind"), AllowedValues("file", "link")]
    public string? Kind { get; init; }

    /// <summary>Only those with one of these statuses, separated by commas.</summary>
    [FromQuery(Name = "status"), CommaSeparated(typeof(AttachmentStatus))]
    public string? Status { get; init; }

    /// <summary>Only those of one of these replies and notes, by their ids, separated by commas.</summary>
    [FromQuery(Name = "reply_id"), CommaSeparated(typeof(long))]
    public string? ReplyId { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public long? Page { get; init; }

    /// <summary>How many attachments a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public long? PerPage { get; init; }

    public Filter ToFilter(FieldErrors errors)
    {
        var conditions = new List<Filter> { Filter.Equal("is_archived", FieldValue.Flag(IsArchived ?? false)) };
        if (Kind is not null)
            conditions.Add(Filter.Equal("kind", FieldValue.Text(Kind)));
        if (
            ListValues.OneOf<AttachmentStatus>(
                "status",
                Status,
                status => FieldValue.Text(Names<AttachmentStatus>.Of(status)),
                errors
            ) is
            { } statuses
        )
            conditions.Add(statuses);
        if (ListValues.OneId("reply_id", ReplyId, errors) is { } replies)
            conditions.Add(replies);
        return Filter.AllOf(conditions);
    }
}

/// <summary>A file or a link that belongs to a ticket.</summary>
internal sealed record AttachmentResponse : RecordResponse
{
    /// <summary>Its id across all systems.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The ticket it belongs to, by its number; absent while it waits for one.</summary>
    public long? TicketId { get; init; }

    /// <summary>The reply or note of the ticket that it belongs to, by its id; absent when none.</summary>
    public long? ReplyId { get; init; }

    /// <summary>What the file, or the link, is called.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows; absent when nobody said.</summary>
    public string? Caption { get; init; }

    /// <summary>Whether its content may be read: while it is being scanned, and when it was refused, it may not.</summary>
    public required AttachmentStatus Status { get; init; }

    /// <summary>Why it was refused; absent otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>What sort of file it is; absent for a link.</summary>
    public string? MediaType { get; init; }

    /// <summary>Its size in bytes; absent for a link.</summary>
    public long? Size { get; init; }

    /// <summary>The SHA-256 of its content in lower-case hex; absent for a link.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where the link leads; absent for a file.</summary>
    public string? Url { get; init; }

    /// <summary>Whether it is a picture.</summary>
    public required bool IsImage { get; init; }

    /// <summary>Whether it is archived.</summary>
    public required bool IsArchived { get; init; }

    /// <summary>When it was archived; absent while it is not.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Who archived it; absent while it is not.</summary>
    public ActorResponse? ArchivedBy { get; init; }

    /// <summary>Who attached it.</summary>
    public required ActorResponse CreatedBy { get; init; }

    public static AttachmentResponse Of(Attachment attachment) =>
        new()
        {
            Id = attachment.Id,
            Uuid = attachment.Uuid,
            TicketId = attachment.TicketId == Attachment.NoTicket ? null : attachment.TicketId,
            ReplyId = attachment.ReplyId,
            Name = attachment.Name,
            Caption = attachment.Caption,
            Status = attachment.Status,
            Reason = attachment.Reason,
            MediaType = attachment.File?.MediaType,
            Size = attachment.File?.Size,
            Sha256 = attachment.File?.Sha256,
            Url = attachment.Url,
            IsImage = attachment.IsImage,
            IsArchived = attachment.IsArchived,
            ArchivedAt = attachment.ArchivedAt,
            ArchivedBy = attachment.ArchivedBy is { } by ? ActorResponse.Of(by) : null,
            CreatedBy = ActorResponse.Of(attachment.CreatedBy),
            CreatedAt = attachment.CreatedAt,
            UpdatedAt = attachment.UpdatedAt,
        };
}

[JsonSerializable(typeof(LinkAttachment))]
[JsonSerializable(typeof(UpdateAttachment))]
[JsonSerializable(typeof(FileIdentity))]
[JsonSerializable(typeof(One<AttachmentResponse>))]
[JsonSerializable(typeof(Many<AttachmentResponse>))]
internal sealed partial class AttachmentsJson : JsonSerializerContext;
