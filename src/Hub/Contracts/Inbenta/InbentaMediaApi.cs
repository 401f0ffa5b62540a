using Hub.Access;
using Hub.Attachments;
using Hub.Deadlines;
using Hub.Domain.Attachments;
using Hub.Domain.Tokens;
using Hub.Edge;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi.Operations;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Contracts.Inbenta;

/// <summary>Files by the inbenta contract: attachments, which the query says the ticket of.</summary>
internal static class InbentaMediaApi
{
    public static void MapInbentaMedia(this RouteGroupBuilder api) =>
        api.MapPost("/media", UploadMedia)
            .RequireScope(Scope.TicketsWrite)
            .LimitAs(Limit.Write)
            .Idempotent(Attachment.Counter)
            .SetsETag()
            .WithMetadata(AttachmentBody.Accepted, new TakesFiles())
            .TakesItsTime(AttachmentsApi.Streamed);

    /// <summary>
    /// Upload media. Takes a file as multipart/form-data with the parts file and caption, or as the body itself with filename in the
    /// query; or a link in JSON. It is an attachment of the ticket then, and replies may name its id among their attachment_ids.
    /// </summary>
    /// <returns>The new attachment; while its status is scanning its content cannot be read.</returns>
    /// <response code="409">
    /// The ticket was merged, it has as many attachments as it may, or the first request with this Idempotency-Key is still running.
    /// </response>
    internal static Task<Results<Created<One<AttachmentResponse>>, Refused>> UploadMedia(
        Query<UploadMediaQuery> query,
        AttachmentBody body,
        Caller caller,
        IStore store,
        Uploading uploading,
        AttachmentWork work,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (query.Value.TicketId is null && !query.Errors.Has(UploadMediaQuery.TicketParameter))
            query.Errors.Add(UploadMediaQuery.TicketParameter, "Is required: the ticket that the file belongs to.");
        return AttachmentsApi.AddAttachment(
            query.Value.TicketId ?? 0,
            new Query<UploadQuery>(query.Value.ToUpload(), query.Errors),
            body,
            caller,
            store,
            uploading,
            work,
            address,
            http,
            cancellation
        );
    }
}
