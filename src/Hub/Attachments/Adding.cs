using Hub.Access;
using Hub.Domain;
using Hub.Domain.Attachments;
using Hub.Domain.Documents;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Attachments;

/// <summary>Takes what a request has, a file or a link, for a ticket or for none.</summary>
internal sealed class Adding(IStore store, Uploading uploading, AttachmentWork work, PublicAddress address)
{
    /// <param name="ticket">Nothing where it is to wait for one.</param>
    /// <param name="place">The path at which it can be read.</param>
    public async Task<Results<Created<One<AttachmentResponse>>, Refused>> Add(
        long? ticket,
        Func<Attachment, string> place,
        Query<UploadQuery> query,
        AttachmentBody body,
        Caller caller,
        HttpContext http
    )
    {
        var cancellation = http.RequestAborted;
        if (query.Errors.Any)
            return new Refused(query.Errors);
        if (body.Link is { Errors: { Any: true } errors })
            return new Refused(errors);
        var organization = caller.Organization.Id;
        if (ticket is { } id && await TicketCommits.Get(store, organization, id, cancellation) is null)
            return new Refused(Refusal.NotFound("ticket", id));
        var home = ticket ?? Attachment.NoTicket;
        var reservation = await Reservation.Of(http, store, organization, Attachment.Counter);
        // A run that was cut short may have added it.
        if (
            reservation.IsRepeat
            && await AttachmentWork.Find(store, organization, home, reservation.Id, cancellation) is { } made
        )
            return Created(made.Value, made.Version);

        Attachment draft;
        if (body.Link is { Value: var link })
            draft = new()
            {
                Id = reservation.Id,
                CreatedBy = caller.Actor,
                Name = link.NameOrUrl(),
                Caption = link.Caption,
                Url = link.Url,
            };
        else
        {
            var (upload, refused) = await uploading.Take(http.Request, query.Value, organization, home, cancellation);
            if (upload is null)
                return refused!;
            draft = new()
            {
                Id = reservation.Id,
                CreatedBy = caller.Actor,
                Name = upload.Name,
                Caption = upload.Caption,
                File = upload.File,
                Status = upload.Status,
            };
        }
        var written = ticket is null
            ? await work.Keep(organization, draft, cancellation)
            : await work.Attach(organization, home, draft, cancellation);
        if (!written.IsRefused)
            return Created(written.Value.Attachment, written.Version);
        if (draft.Blob is { } blob)
            await work.Drop(AttachmentTasks.KeyOf(organization, home, blob));
        return new Refused(written.Refusal);

        Created<One<AttachmentResponse>> Created(Attachment attachment, DocumentVersion version)
        {
            http.SetETag(version);
            var shown = AttachmentResponse.Of(attachment);
            return TypedResults.Created(
                address.Of(http, place(attachment)),
                body.Link is null ? new One<AttachmentResponse>(shown) : body.Link.Answer(shown)
            );
        }
    }
}
