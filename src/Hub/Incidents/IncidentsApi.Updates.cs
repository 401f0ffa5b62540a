using Hub.Access;
using Hub.Domain;
using Hub.Domain.Incidents;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Incidents;

internal static partial class IncidentsApi
{
    /// <summary>List updates of a major incident. Shows what people were told of how it goes, the oldest first.</summary>
    /// <remarks>
    /// Use it to list, show or read the updates, notes or news that were posted on an incident; with an ID, use Get an update of
    /// a major incident instead.
    /// </remarks>
    /// <param name="id">The incident's id: a number.</param>
    /// <returns>A page of notes.</returns>
    internal static async Task<Results<Ok<Many<IncidentUpdateResponse>>, Refused>> ListIncidentUpdates(
        long id,
        Query<PageQuery> list,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        if (await Records.Find(store, caller.Organization.Id, id, cancellation) is not { Value.Updates: var updates })
            return new Refused(Missing(id));
        return TypedResults.Ok(paging.Of([.. updates.Select(IncidentUpdateResponse.Of)]));
    }

    /// <summary>Get an update of a major incident. Shows one of the notes on how it goes.</summary>
    /// <param name="id">The incident's id: a number.</param>
    /// <param name="updateId">The note's id among all such notes.</param>
    /// <returns>The note.</returns>
    internal static async Task<Results<Ok<One<IncidentUpdateResponse>>, Refused>> GetIncidentUpdate(
        long id,
        long updateId,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) =>
        await Records.Find(store, caller.Organization.Id, id, cancellation) is not { Value: var incident }
            ? new Refused(Missing(id))
        : incident.Updates.FirstOrDefault(one => one.Id == updateId) is { } update
            ? TypedResults.Ok(new One<IncidentUpdateResponse>(IncidentUpdateResponse.Of(update)))
        : new Refused(Refusal.NotFound("update", updateId));

    /// <summary>Publish an update on a major incident. Tells everybody how it goes, and may say where it stands now.</summary>
    /// <remarks>
    /// Use it to post, add or write an update, note or news on how an incident goes; to change fields, use Update a major
    /// incident instead.
    /// </remarks>
    /// <param name="id">The incident's id: a number.</param>
    /// <returns>The new note.</returns>
    /// <response code="409">
    /// It has as many notes as may be, its status does not lead to the one that is said, or the first request with this
    /// Idempotency-Key is still running.
    /// </response>
    internal static async Task<Results<Created<One<IncidentUpdateResponse>>, Refused>> AddIncidentUpdate(
        long id,
        Body<AddIncidentUpdate> body,
        Caller caller,
        IStore store,
        OptimisticWriter writer,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var organization = caller.Organization.Id;
        var reservation = await Reservation.Of(http, store, organization, UpdateCounter);
        var (text, status) = (body.Value.Message!, body.Value.Status);
        var now = clock.Now();
        var written = await writer.Change(
            Records.PlaceOf(store, organization, id, () => Missing(id)).AsAskedBy(http),
            stored =>
            {
                var (incident, author) = (stored.Value, caller.Actor.Name);
                var update = new IncidentUpdate(reservation.Id, text, status ?? incident.Status, author, now);
                return Proposal.Put(Records.Type, organization, stored, incident.Tell(update));
            },
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        var added = written.Value.Updates.First(one => one.Id == reservation.Id);
        return TypedResults.Created(
            address.Of(http, $"/api/v1/incidents/{id}/updates/{added.Id}"),
            body.Answer(IncidentUpdateResponse.Of(added))
        );
    }

    private static Refusal Missing(long id) => Refusal.NotFound("incident", id);
}
