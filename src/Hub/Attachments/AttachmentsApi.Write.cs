using Hub.Access;
using Hub.Domain;
using Hub.Domain.Attachments;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Attachments;

internal static partial class AttachmentsApi
{
    /// <summary>
    /// Attach a link or file to a ticket. Takes a link in JSON; a file as multipart/form-data with the parts file and caption, or as the
    /// body itself with filename in the query.
    /// </summary>
    /// <remarks>
    /// Use it to attach a link to a page or file that is elsewhere; for a file itself, use Upload a file to a ticket instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The new attachment; while its status is scanning its content cannot be read.</returns>
    /// <response code="409">
    /// The ticket was merged, it has as many attachments as it may, or the first request with this Idempotency-Key is still running.
    /// </response>
    internal static Task<Results<Created<One<AttachmentResponse>>, Refused>> AddAttachment(
        long id,
        Query<UploadQuery> query,
        AttachmentBody body,
        Caller caller,
        Adding adding,
        HttpContext http
    ) => adding.Add(id, one => $"/api/v1/tickets/{id}/attachments/{one.Id}", query, body, caller, http);

    /// <summary>Upload a file to a ticket. Takes the file as the body, and its name in the query.</summary>
    /// <remarks>
    /// Use it to upload, add, attach or save a file, document, picture or screenshot to a ticket, or to send it with a reply that
    /// names it; for a link, use Attach a link or file to a ticket instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The new attachment; while its status is scanning its content cannot be read.</returns>
    /// <response code="409">
    /// The ticket was merged, it has as many attachments as it may, or the first request with this Idempotency-Key is still running.
    /// </response>
    /// <response code="413">The file has more bytes than files may have.</response>
    internal static Task<Results<Created<One<AttachmentResponse>>, Refused>> AddFile(
        long id,
        Query<FileQuery> query,
        AttachmentBody body,
        Caller caller,
        Adding adding,
        HttpContext http
    ) =>
        adding.Add(
            id,
            one => $"/api/v1/tickets/{id}/attachments/{one.Id}",
            new Query<UploadQuery>(query.Value.ToUpload(), query.Errors),
            body,
            caller,
            http
        );

    /// <summary>Update an attachment. Says what it shows; its content does not change.</summary>
    /// <remarks>Use it to change, edit or correct the caption of a file; another file is another attachment.</remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="attachmentId">The attachment's id among all attachments.</param>
    /// <returns>The attachment as it is now.</returns>
    internal static async Task<Results<Ok<One<AttachmentResponse>>, Refused>> UpdateAttachment(
        long id,
        long attachmentId,
        Body<UpdateAttachment> body,
        Caller caller,
        AttachmentWork work,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var written = await work.Change(
            http,
            caller.Organization.Id,
            id,
            attachmentId,
            (one, _) => one.Describe(body.Value.Caption.Or(one.Caption), clock.Now()),
            cancellation
        );
        return Answer(http, written, body.Answer);
    }

    /// <summary>Archive an attachment. It leaves the list of those in use, and can still be read.</summary>
    /// <remarks>
    /// Use it to archive, hide or put a file aside without losing it; to remove it for good, use Delete an attachment of a ticket instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="attachmentId">The attachment's id among all attachments.</param>
    /// <returns>The attachment, archived.</returns>
    /// <response code="409">It is still being scanned, its ticket was merged, or it keeps being changed by others.</response>
    internal static async Task<Results<Ok<One<AttachmentResponse>>, Refused>> ArchiveAttachment(
        long id,
        long attachmentId,
        Caller caller,
        AttachmentWork work,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        Answer(
            http,
            await work.Change(
                http,
                caller.Organization.Id,
                id,
                attachmentId,
                (one, ticket) => one.Archive(ticket, caller.Actor, clock.Now()),
                cancellation
            )
        );

    /// <summary>Unarchive an attachment. It is on the list of those in use again.</summary>
    /// <remarks>
    /// Use it to unarchive or restore a file that was put aside; to put one aside, use Archive an attachment instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="attachmentId">The attachment's id among all attachments.</param>
    /// <returns>The attachment, in use.</returns>
    /// <response code="409">Its ticket was merged, or it keeps being changed by others.</response>
    internal static async Task<Results<Ok<One<AttachmentResponse>>, Refused>> UnarchiveAttachment(
        long id,
        long attachmentId,
        Caller caller,
        AttachmentWork work,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        Answer(
            http,
            await work.Change(
                http,
                caller.Organization.Id,
                id,
                attachmentId,
                (one, ticket) => one.Unarchive(ticket, caller.Actor, clock.Now()),
                cancellation
            )
        );

    /// <summary>
    /// Delete an attachment of a ticket. It goes for good and its content too; nothing brings it back. Takes a token of an agent with the role Owner,
    /// or one of no agent that has all scopes; everybody else archives.
    /// </summary>
    /// <remarks>
    /// Use it to delete or remove a file, document or picture from a ticket for good; to only take it from the list, use Archive
    /// an attachment instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="attachmentId">The attachment's id among all attachments.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="403">The token lacks the scope, or its agent the role.</response>
    /// <response code="409">It keeps being changed by others at the same time.</response>
    internal static async Task<Results<NoContent, Refused>> DeleteAttachment(
        long id,
        long attachmentId,
        Caller caller,
        AttachmentWork work,
        OwnerCheck owners,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (await owners.Check(caller, cancellation) is { } refusal)
            return new Refused(refusal);
        var written = await work.Change(
            http,
            caller.Organization.Id,
            id,
            attachmentId,
            (one, ticket) => one.Delete(ticket, caller.Actor, clock.Now()),
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }

    private static Results<Ok<One<AttachmentResponse>>, Refused> Answer(
        HttpContext http,
        Written<AttachmentChange> written,
        Func<AttachmentResponse, One<AttachmentResponse>>? answer = null
    )
    {
        if (written.IsRefused)
            return new Refused(written.Refusal);
        http.SetETag(written.Version);
        var shown = AttachmentResponse.Of(written.Value.Attachment);
        return TypedResults.Ok(answer?.Invoke(shown) ?? new One<AttachmentResponse>(shown));
    }
}
