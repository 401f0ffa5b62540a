using Hub.Access;
using Hub.Domain.Documents;
using Hub.Domain.TimeEntries;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hub.TimeEntries;

internal static partial class TimeEntriesApi
{
    /// <summary>
    /// Log time on a ticket. Says how long somebody worked on it; a closed ticket takes it too, a merged one does not.
    /// </summary>
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
        OptimisticWriter writer,
        References references,
        IOptions<LimitOptions> limits,
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
        var most = limits.Value.TimeEntriesPerTicket;
        var written = await writer.Change(
            TicketCommits.PlaceOf(store, organization, id),
            ticket =>
            {
                var decision = ticket.Value.LogTime(draft, caller.Actor, now);
                if (decision.IsRefused)
                    return (Proposal<TimeEntry>)decision.Refusal;
                var count = ticket.Value.TimeEntryCount;
                if (count >= most)
                    return RecordLimits.Reached(most, "time entries on the ticket");
                var counted = ticket.Value with { TimeEntryCount = count + 1 };
                return Proposal<TimeEntry>.Write(
                    decision.State,
                    Entries.Add(decision.State, ticket, counted, decision.Events)
                );
            },
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
        IStore store,
        OptimisticWriter writer,
        References references,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var (organization, now) = (caller.Organization.Id, clock.Now());
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var written = await writer.Change(
            Entries.PlaceOf(store, organization, id, timeEntryId).AsAskedBy(http),
            async entry =>
            {
                if (await TicketCommits.Get(store, organization, id, cancellation) is not { Value: var ticket })
                    return Missing(timeEntryId);
                var wanted = body.Value.ApplyTo(entry.Value);
                var decision = entry.Value.Change(wanted, ticket, caller.Actor, now);
                return Proposal.Put(TimeEntryKinds.TimeEntry.Document, organization, entry, decision);
            },
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(body.Answer(TimeEntryResponse.Of(written.Value)));
    }

    /// <summary>Delete a time entry. It is gone for good.</summary>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="timeEntryId">The entry's id among all time entries.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="409">The ticket was merged, or others keep changing it at the same time.</response>
    internal static async Task<Results<NoContent, Refused>> DeleteTimeEntry(
        long id,
        long timeEntryId,
        Caller caller,
        IStore store,
        OptimisticWriter writer,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var written = await writer.Change(
            Entries.PlaceOf(store, organization, id, timeEntryId).AsAskedBy(http),
            async entry =>
            {
                if (await TicketCommits.Get(store, organization, id, cancellation) is not { } ticket)
                    return Missing(timeEntryId);
                var decision = entry.Value.Remove(ticket.Value, caller.Actor, clock.Now());
                if (decision.IsRefused)
                    return decision.Refusal;
                var counted = ticket.Value with { TimeEntryCount = Math.Max(0, ticket.Value.TimeEntryCount - 1) };
                return Proposal<TimeEntry>.Write(entry.Value, Entries.Remove(entry, ticket, counted, decision.Events));
            },
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }
}
