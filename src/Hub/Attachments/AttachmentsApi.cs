using Hub.Access;
using Hub.Deadlines;
using Hub.Domain;
using Hub.Domain.Attachments;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.OpenApi.Operations;
using Hub.Ports.Blobs;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Attachments;

/// <summary>Files and links that belong to tickets.</summary>
internal static partial class AttachmentsApi
{
    public const string Streamed =
        "A file is stored as it comes, at its client's pace, which the server bounds; it then waits for its scanner.";

    public static void MapAttachments(this IEndpointRouteBuilder routes)
    {
        routes.AddJson(AttachmentsJson.Default);
        var ofTicket = routes
            .MapGroup("/tickets/{id}")
            .About("An attachment is a file, document, picture or link of a ticket.")
            .OfResource("ticket")
            .WithTags("Attachments")
            .WithMetadata(new NamesTicket(), new TagSubject(typeof(AttachmentResponse)));
        var read = ofTicket.MapGroup("/attachments").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        read.MapGet("/", ListAttachments);
        read.MapGet("/{attachmentId}", GetAttachment).Shows();
        read.MapGet("/{attachmentId}/content", GetAttachmentContent)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(void)), new AnswersFile())
            .Shows()
            .InFlows(Visibility.Ordinary);

        var change = ofTicket.MapGroup("").RequireScope(Scope.TicketsWrite).LimitAs(Limit.Write);
        var write = change.MapGroup("/attachments");
        write
            .MapPost("/", AddAttachment)
            .Idempotent(Attachment.Counter)
            .SetsETag()
            .WithMetadata(AttachmentBody.Accepted, new TakesFiles(), TakesQuery.Of(typeof(UploadQuery)))
            .TakesItsTime(Streamed);
        change
            .MapPost("/files", AddFile)
            .WithMetadata(new TakesFiles(IsAlone: true), TakesQuery.Of(typeof(FileQuery)))
            .Idempotent(Attachment.Counter)
            .SetsETag()
            .InFlows(Visibility.Ordinary)
            .TakesItsTime(Streamed);
        write.MapPatch("/{attachmentId}", UpdateAttachment).Changes();
        write.MapPost("/{attachmentId}/archive", ArchiveAttachment).Changes();
        write.MapPost("/{attachmentId}/unarchive", UnarchiveAttachment).Changes();
        write.MapDelete("/{attachmentId}", DeleteAttachment).TakesIfMatch();
    }

    /// <summary>List attachments of a ticket. Shows its files and links that are not archived, the oldest first.</summary>
    /// <remarks>
    /// Use it to list, show or see which files, documents or pictures are attached to a ticket; to read what is in one, use
    /// Download an attached file instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>A page of attachments, without content.</returns>
    internal static async Task<Results<Ok<Many<AttachmentResponse>>, Refused>> ListAttachments(
        long id,
        Query<AttachmentList> list,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var filter = list.Value.ToFilter(list.Errors);
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var organization = caller.Organization.Id;
        if (await TicketCommits.Get(store, organization, id, cancellation) is null)
            return new Refused(Refusal.NotFound("ticket", id));
        var query = paging.Over(filter, new Sort("id")) with { Partition = Attachment.PartitionOf(id) };
        var page = await store.Query(AttachmentKinds.Attachment.Document, organization, query, cancellation);
        return paging.Answer(page, AttachmentResponse.Of);
    }

    /// <summary>Get an attachment. Shows what it is, without content.</summary>
    /// <remarks>
    /// Use it to get, show or read the details of a file: its name, type and size; to have the file itself, use Download an
    /// attached file instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="attachmentId">The attachment's id among all attachments.</param>
    /// <returns>The attachment.</returns>
    internal static async Task<Results<Ok<One<AttachmentResponse>>, StatusCodeHttpResult, Refused>> GetAttachment(
        long id,
        long attachmentId,
        Caller caller,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var found = await AttachmentWork.Find(store, caller.Organization.Id, id, attachmentId, cancellation);
        if (found is not { Value: var attachment, Version: var version })
            return new Refused(Refusal.NotFound("attachment", attachmentId));
        return http.Show(version, AttachmentResponse.Of(attachment));
    }

    /// <summary>
    /// Download an attached file. Sends the file as it is, or with 206 the part of it that the header Range asks for; the archived too.
    /// </summary>
    /// <remarks>
    /// Use it to download, get or read the content of a file from a ticket, or to save or copy it elsewhere, as to a library or
    /// an e-mail; for its name and size, use Get an attachment instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="attachmentId">The attachment's id among all attachments.</param>
    /// <returns>The file.</returns>
    /// <response code="409">It is a link, it is still being scanned, or the scanner refused it.</response>
    /// <response code="416">The file has no such part.</response>
    internal static async Task<Results<FileStreamHttpResult, StatusCodeHttpResult, Refused>> GetAttachmentContent(
        long id,
        long attachmentId,
        Caller caller,
        IStore store,
        IBlobStore blobs,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var found = await AttachmentWork.Find(store, organization, id, attachmentId, cancellation);
        if (found is not { Value: var attachment })
            return new Refused(Refusal.NotFound("attachment", attachmentId));
        if (attachment.WhyUnreadable() is { } unreadable)
            return new Refused(unreadable);
        var file = attachment.File!;
        // The content's own: a new caption makes it no other one.
        var version = new Domain.Documents.DocumentVersion(file.Sha256);
        http.SetETag(version);
        if (http.HasAlready(version))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        if (await blobs.Open(AttachmentTasks.KeyOf(organization, id, file.Blob), cancellation) is not { } content)
            return new Refused(Refusal.NotFound("attachment", attachmentId));
        // Whatever it is, no browser runs it as a page of the hub's.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        return TypedResults.Stream(content, file.MediaType, attachment.Name, enableRangeProcessing: true);
    }
}
