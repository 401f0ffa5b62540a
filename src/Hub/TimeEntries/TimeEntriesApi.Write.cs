using Hub.Access;
using Hub.Domain.Documents;
using Hub.Domain.TimeEntries;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Tickets.Parts;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.TimeEntries;

internal static partial class TimeEntriesApi
{
    /// <summary>
    /// Log time on a ticket. Says how long somebody worked on it; a closed ticket takes it too, a merged one does not.
    /// </summary>
    /// <remarks>
    /// Use it to log, add, record, book or track time: the minutes or hours of work that somebody spent on a ticket; to correct
    /// what is there, use Update a time entry instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The new time entry.</returns>
    /// <response code="409">
    /// The ticket was merged or has as many time entries as may be, or the first request with this Idempotency-Key is still
    /// running.
    /// </response>
    internal static async Task<Results<Created<One<TimeEntryResponse>>, Refused>> CreateTimeEntry(
        long id,
        Body<CreateTimeEntry> body,
        Caller caller,
        IStore store,
        TicketPartWork work,
        References references,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var (organization, now) = (caller.Organization.Id, clock.Now());
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var reservation = await Reservation.Of(http, store, organization, Counter);
        // A run that was cut short may have added it, whatever the ticket takes by now.
        if (
            reservation.IsRepeat
            && await Entries.Find(store, organization, id, reservation.Id, cancellation) is { } made
        )
            return Created(made.Value, made.Version);
        var draft = body.Value.ToEntry(reservation.Id, caller.Agent?.Id, now);
        var written = await work.Add(
            Entries,
            organization,
            id,
            ticket => ticket.LogTime(draft, caller.Actor, now),
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : Created(written.Value, written.Version);

        Created<One<TimeEntryResponse>> Created(TimeEntry entry, DocumentVersion version)
        {
            http.SetETag(version);
            return TypedResults.Created(
                address.Of(http, $"/api/v1/tickets/{id}/time-entries/{entry.Id}"),
                body.Answer(TimeEntryResponse.Of(entry))
            );
        }
    }

    /// <summary>Update a time entry. Fields that are left out stay as they are.</summary>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="timeEntryId">The entry's id among all time entries.</param>
    /// <returns>The time entry as it is now.</returns>
    /// <response code="409">The ticket was merged, or others keep changing the entry at the same time.</response>
    internal static async Task<Results<Ok<One<TimeEntryResponse>>, Refused>> UpdateTimeEntry(
        long id,
        long timeEntryId,
        Body<UpdateTimeEntry> body,
        Caller caller,
        TicketPartWork work,
        References references,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var written = await work.Change(
            Entries,
            http,
            organization,
            id,
            timeEntryId,
            (entry, ticket) => entry.Change(body.Value.ApplyTo(entry), ticket, caller.Actor, clock.Now()),
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(body.Answer(TimeEntryResponse.Of(written.Value)));
    }

    /// <summary>Delete a time entry. It is gone for good.</summary>
    /// <remarks>
    /// Use it to delete or remove a time entry, as one that was logged by mistake; to keep it, use Update a time entry instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="timeEntryId">The entry's id among all time entries.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="409">The ticket was merged, or others keep changing it at the same time.</response>
    internal static async Task<Results<NoContent, Refused>> DeleteTimeEntry(
        long id,
        long timeEntryId,
        Caller caller,
        TicketPartWork work,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var written = await work.Remove(
            Entries,
            http,
            caller.Organization.Id,
            id,
            timeEntryId,
            (entry, ticket) => entry.Remove(ticket, caller.Actor, clock.Now()),
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }
}
