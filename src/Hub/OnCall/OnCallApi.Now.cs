using Hub.Access;
using Hub.Domain.OnCall;
using Hub.Domain.Queries;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.OnCall;

internal static partial class OnCallApi
{
    /// <summary>
    /// List agents on call. Shows it of every rotation, until when, and the next in line; now, or at another time.
    /// </summary>
    /// <remarks>
    /// Use it to find out, see, get or look up who is on call or on duty right now, and who is next; to call them, use Page
    /// whoever is on call instead.
    /// </remarks>
    /// <returns>A page of rotations, in the order of their ids.</returns>
    internal static async Task<Results<Ok<Many<OnCallDutyResponse>>, Refused>> ListOnCall(
        Query<ListOnCallQuery> list,
        Caller caller,
        IStore store,
        OnCallBook book,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (paging, query, at) = list.Value.Read(list.Errors, clock.Now());
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var organization = caller.Organization.Id;
        var page = await Rotations.List(store, organization, query, cancellation);
        var everybody = page.Items.SelectMany(one => one.Value.Everybody);
        var active = await book.ActiveAgents(organization, everybody, cancellation);
        return paging.Answer(page, rotation =>
            OnCallDutyResponse.Of(rotation, new Roster(rotation, active.ContainsKey).At(at), at, active)
        );
    }

    /// <summary>
    /// List shifts of an on call rotation. Shows who will be on call from when until when, overrides included; or who would have been,
    /// as the rotation is now.
    /// </summary>
    /// <remarks>
    /// Use it to list, show, see or export the shifts of a rotation: who is on call when; for this moment alone, use List agents
    /// on call instead.
    /// </remarks>
    /// <param name="id">The id of the on call rotation: a number.</param>
    /// <returns>A page of shifts, in their order; what goes beyond the time asked for is cut off.</returns>
    internal static async Task<Results<Ok<Many<OnCallShiftResponse>>, Refused>> ListOnCallShifts(
        long id,
        Query<ListShiftsQuery> list,
        Caller caller,
        IStore store,
        OnCallBook book,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (paging, from, to) = list.Value.Read(list.Errors, clock.Now());
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var organization = caller.Organization.Id;
        if (await Rotations.Find(store, organization, id, cancellation) is not { Value: var rotation })
            return new Refused(MissingRotation(id));
        var active = await book.ActiveAgents(organization, rotation.Everybody, cancellation);
        var shifts = new Roster(rotation, active.ContainsKey).Shifts(from, to);
        return TypedResults.Ok(paging.Of([.. shifts.Select(shift => OnCallShiftResponse.Of(shift, active))]));
    }
}
