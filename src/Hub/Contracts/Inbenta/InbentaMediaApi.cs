using Hub.Access;
using Hub.Attachments;
using Hub.Deadlines;
using Hub.Domain;
using Hub.Domain.Attachments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
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
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Hub.Contracts.Inbenta;

/// <summary>Files by the inbenta contract: attachments of tickets, and those that wait until a reply names them.</summary>
internal static class InbentaMediaApi
{
    private const string Path = "/v1/media";

    public static void MapInbentaMedia(this RouteGroupBuilder api)
    {
        var media = api.MapGroup("/media").OfResource("attachment");
        var reads = media.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        reads.MapGet("/{id}", GetMedia).Shows();
        reads
            .MapGet("/{id}/content", GetMediaContent)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(void)), new AnswersFile())
            .Shows();
        var writes = media.MapGroup("").RequireScope(Scope.TicketsWrite).LimitAs(Limit.Write);
        writes
            .MapPost("", UploadMedia)
            .Idempotent(Attachment.Counter)
            .SetsETag()
            .WithMetadata(AttachmentBody.Accepted, new TakesFiles())
            .TakesItsTime(AttachmentsApi.Streamed);
        writes.MapDelete("/{id}", DeleteMedia).TakesIfMatch();
    }

    /// <summary>
    /// Upload media. Takes a file as multipart/form-data with the parts file and caption, or as the body itself with filename in the
    /// query; or a link in JSON. With ticket_id it is an attachment of the ticket at once; without, it waits until a reply of any ticket
    /// has its id among the attachment_ids.
    /// </summary>
    /// <returns>The new attachment; while its status is scanning its content cannot be read.</returns>
    /// <response code="409">
    /// The ticket was merged, it has as many attachments as it may, or the first request with this Idempotency-Key is still running.
    /// </response>
    internal static Task<Results<Created<One<AttachmentResponse>>, Refused>> UploadMedia(
        Query<UploadMediaQuery> query,
        AttachmentBody body,
        Caller caller,
        Adding adding,
        HttpContext http
    ) =>
        adding.Add(
            query.Value.TicketId,
            static one => $"{Path}/{one.Id}",
            new Query<UploadQuery>(query.Value.ToUpload(), query.Errors),
            body,
            caller,
            http
        );

    /// <summary>Get media. Shows what a file or a link is, without content: of a ticket, or while it waits for one.</summary>
    /// <param name="id">The attachment's id among all attachments.</param>
    /// <returns>The attachment.</returns>
    internal static async Task<Results<Ok<One<AttachmentResponse>>, StatusCodeHttpResult, Refused>> GetMedia(
        long id,
        Caller caller,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        await TicketOf(store, caller.Organization.Id, id, cancellation) is { } ticket
            ? await AttachmentsApi.GetAttachment(ticket, id, caller, store, http, cancellation)
            : NotFound(id);

    /// <summary>Get content of media. Sends the file as it is, or with 206 the part of it that the header Range asks for.</summary>
    /// <param name="id">The attachment's id among all attachments.</param>
    /// <returns>The file, to be saved and not to be shown.</returns>
    /// <response code="409">It is a link, it is still being scanned, or the scanner refused it.</response>
    /// <response code="416">The file has no such part.</response>
    internal static async Task<Results<FileStreamHttpResult, StatusCodeHttpResult, Refused>> GetMediaContent(
        long id,
        Caller caller,
        IStore store,
        IBlobStore blobs,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        await TicketOf(store, caller.Organization.Id, id, cancellation) is { } ticket
            ? await AttachmentsApi.GetAttachmentContent(ticket, id, caller, store, blobs, http, cancellation)
            : NotFound(id);

    /// <summary>Delete media. Deletes a file or a link that waits, content and all; one of a ticket is deleted there.</summary>
    /// <param name="id">The attachment's id among all attachments.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="404">None of the id waits (attachment_not_found).</response>
    internal static async Task<Results<NoContent, Refused>> DeleteMedia(
        long id,
        Caller caller,
        AttachmentWork work,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var written = await work.ChangeWaiting(
            http,
            caller.Organization.Id,
            id,
            static one => one.Leave(),
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }

    /// <summary>The ticket that has it; that of none where it waits, and nothing where there is none of the id.</summary>
    private static async Task<long?> TicketOf(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
    {
        var query = new Query { Filter = Filter.Equal("id", FieldValue.Integer(id)), Limit = 2 };
        var found = await store.Query(AttachmentKinds.Attachment.Document, organization, query, cancellation);
        // One that has come to its ticket may not have left yet.
        return found.Items.Count == 0 ? null : found.Items.Max(static one => one.Value.TicketId);
    }

    private static Refused NotFound(long id) => new(Refusal.NotFound("attachment", id));
}
