using Hub.Access;
using Hub.Domain;
using Hub.Domain.OnCall;
using Hub.Domain.Organizations;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.OnCall;

internal static partial class OnCallApi
{
    /// <summary>
    /// List overrides of an on call rotation. Shows who is on call instead of whoever would be, by start; those that are long over
    /// are gone.
    /// </summary>
    /// <param name="id">The id of the on call rotation: a number.</param>
    /// <returns>A page of overrides.</returns>
    internal static async Task<Results<Ok<Many<OnCallOverrideResponse>>, Refused>> ListOnCallOverrides(
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
        if (await Rotations.Find(store, caller.Organization.Id, id, cancellation) is not { Value: var rotation })
            return new Refused(MissingRotation(id));
        var overrides = rotation.Overrides.OrderBy(one => one.StartsAt).ThenBy(one => one.Id);
        return TypedResults.Ok(paging.Of([.. overrides.Select(OnCallOverrideResponse.Of)]));
    }

    /// <summary>Get an override of an on call rotation. Shows one of those who are on call instead.</summary>
    /// <param name="id">The id of the on call rotation: a number.</param>
    /// <param name="overrideId">The override's id among all overrides.</param>
    /// <returns>The override.</returns>
    internal static async Task<Results<Ok<One<OnCallOverrideResponse>>, Refused>> GetOnCallOverride(
        long id,
        long overrideId,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) =>
        await Rotations.Find(store, caller.Organization.Id, id, cancellation) is not { Value: var rotation }
            ? new Refused(MissingRotation(id))
        : rotation.Overrides.FirstOrDefault(one => one.Id == overrideId) is { } found
            ? TypedResults.Ok(new One<OnCallOverrideResponse>(OnCallOverrideResponse.Of(found)))
        : new Refused(Refusal.NotFound("override", overrideId));

    /// <summary>
    /// Swap or override an on call shift. Somebody is on call instead of whoever would be, at any hour; of overrides that
    /// overlap the newest holds. Two of them are a swap.
    /// </summary>
    /// <remarks>
    /// Use it to swap a shift, or to let one agent or colleague take over, stand in or cover for another, as for a night or a
    /// vacation; to see the plan, use List shifts of an on call rotation instead.
    /// </remarks>
    /// <param name="id">The id of the on call rotation: a number.</param>
    /// <returns>The new override.</returns>
    /// <response code="409">
    /// It has as many overrides as may be, others keep changing it at the same time, or the first request with this Idempotency-Key
    /// is still running.
    /// </response>
    internal static async Task<Results<Created<One<OnCallOverrideResponse>>, Refused>> CreateOnCallOverride(
        long id,
        Body<CreateOnCallOverride> body,
        Caller caller,
        IStore store,
        OptimisticWriter writer,
        References references,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var organization = caller.Organization.Id;
        if (await Rotations.Find(store, organization, id, cancellation) is null)
            return new Refused(MissingRotation(id));
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var reservation = await Reservation.Of(http, store, organization, OverrideCounter);
        var added = body.Value.ToOverride(reservation.Id);
        var written = await Change(
            store,
            writer,
            organization,
            id,
            http,
            one => one.Add(added, clock.Now()),
            cancellation
        );
        return written.IsRefused
            ? new Refused(written.Refusal)
            : TypedResults.Created(
                address.Of(http, $"{Root}/rotations/{id}/overrides/{added.Id}"),
                body.Answer(OnCallOverrideResponse.Of(added))
            );
    }

    /// <summary>Delete an override of an on call rotation. Whoever would be on call is again.</summary>
    /// <param name="id">The id of the on call rotation: a number.</param>
    /// <param name="overrideId">The override's id among all overrides.</param>
    /// <returns>It is deleted.</returns>
    /// <response code="409">Others keep changing the rotation at the same time.</response>
    internal static async Task<Results<NoContent, Refused>> DeleteOnCallOverride(
        long id,
        long overrideId,
        Caller caller,
        IStore store,
        OptimisticWriter writer,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var written = await Change(
            store,
            writer,
            organization,
            id,
            http,
            one => one.Remove(overrideId, clock.Now()),
            cancellation
        );
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }

    private static Task<Written<Rotation>> Change(
        IStore store,
        OptimisticWriter writer,
        OrganizationId organization,
        long id,
        HttpContext http,
        Func<Rotation, Decision<Rotation>> decide,
        CancellationToken cancellation
    ) =>
        writer.Change(
            Rotations.PlaceOf(store, organization, id, () => MissingRotation(id)).AsAskedBy(http),
            stored => Proposal.Put(Rotations.Type, organization, stored, decide(stored.Value)),
            cancellation
        );

    private static Refusal MissingRotation(long id) => Refusal.NotFound(OnCallKinds.Rotation.Name, id);
}
