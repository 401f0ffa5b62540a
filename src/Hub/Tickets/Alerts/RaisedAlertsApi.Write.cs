using Hub.Access;
using Hub.Domain.Alerts;
using Hub.Domain.Documents;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Tickets.Parts;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets.Alerts;

internal static partial class RaisedAlertsApi
{
    /// <summary>
    /// Raise an alert on a ticket. Says that somebody should look at it, and every webhook that asks for alerts is told; it is open
    /// until it is resolved.
    /// </summary>
    /// <remarks>
    /// Use it to raise, create or send an alert, alarm or warning, as from a monitoring, or to flag a ticket for whoever watches
    /// the helpdesk; to call somebody, use Page whoever is on call instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The new alert.</returns>
    /// <response code="409">
    /// The ticket was merged or has as many alerts as may be, or the first request with this Idempotency-Key is still running.
    /// </response>
    internal static async Task<Results<Created<One<RaisedAlertResponse>>, Refused>> RaiseAlert(
        long id,
        Body<RaiseAlert> body,
        Caller caller,
        IStore store,
        TicketPartWork work,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var organization = caller.Organization.Id;
        var reservation = await Reservation.Of(http, store, organization, Counter);
        // A run that was cut short may have raised it, whatever the ticket takes by now.
        if (
            reservation.IsRepeat && await Alerts.Find(store, organization, id, reservation.Id, cancellation) is { } made
        )
            return Created(made.Value, made.Version);
        var written = await work.Add(
            Alerts,
            organization,
            id,
            ticket => ticket.Raise(body.Value.ToAlert(reservation.Id), caller.Actor, clock.Now()),
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : Created(written.Value, written.Version);

        Created<One<RaisedAlertResponse>> Created(RaisedAlert alert, DocumentVersion version)
        {
            http.SetETag(version);
            return TypedResults.Created(
                address.Of(http, $"/api/v1/tickets/{id}/alerts/{alert.Id}"),
                body.Answer(RaisedAlertResponse.Of(alert))
            );
        }
    }

    /// <summary>Resolve an alert. Says that somebody looked at it; one that is resolved already stays so.</summary>
    /// <remarks>
    /// Use it to resolve, close, clear or end an alert that was dealt with; to remove it, use Delete an alert instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="alertId">The alert's id among all alerts.</param>
    /// <returns>The alert as it is now.</returns>
    /// <response code="409">The ticket was merged, or others keep changing the alert at the same time.</response>
    internal static async Task<Results<Ok<One<RaisedAlertResponse>>, Refused>> ResolveAlert(
        long id,
        long alertId,
        Caller caller,
        TicketPartWork work,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var written = await work.Change(
            Alerts,
            http,
            caller.Organization.Id,
            id,
            alertId,
            (alert, ticket) => alert.Resolve(ticket, caller.Actor, clock.Now()),
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(new One<RaisedAlertResponse>(RaisedAlertResponse.Of(written.Value)));
    }

    /// <summary>Delete an alert. It is gone for good.</summary>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="alertId">The alert's id among all alerts.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="409">The ticket was merged, or others keep changing it at the same time.</response>
    internal static async Task<Results<NoContent, Refused>> DeleteAlert(
        long id,
        long alertId,
        Caller caller,
        TicketPartWork work,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var written = await work.Remove(
            Alerts,
            http,
            caller.Organization.Id,
            id,
            alertId,
            static (alert, ticket) => alert.Remove(ticket),
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }
}
