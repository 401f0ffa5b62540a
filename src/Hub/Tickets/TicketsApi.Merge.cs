using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets;

internal static partial class TicketsApi
{
    /// <summary>
    /// Merge two tickets. This ticket is closed for good and the other one lists it; the answer shows
    /// this one.
    /// </summary>
    /// <remarks>
    /// Use it to merge, join, combine or put together a duplicate ticket with the original about the same thing; to only connect
    /// them, use Link two tickets instead.
    /// </remarks>
    /// <param name="id">The ticket that becomes part of the other one: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The ticket that was merged, closed.</returns>
    /// <response code="409">One of the two is closed or merged already, or keeps being changed by others.</response>
    internal static async Task<Results<Ok<One<TicketResponse>>, Refused>> MergeTicket(
        long id,
        Body<MergeTicket> body,
        Caller caller,
        IStore store,
        TicketWork work,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var targetId = body.Value.MergeIntoId!.Value;
        var organization = caller.Organization.Id;
        var written = await work.Change(
            http,
            organization,
            id,
            async source =>
                await TicketCommits.Get(store, organization, targetId, cancellation) is { } target
                    ? await Merge(store, work, source, target, caller, clock.Now(), cancellation)
                    : NoSuchTarget(targetId),
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(body.Answer(new TicketResponse(written.Value.Source.Ticket)));
    }

    /// <summary>
    /// The target first, then the source with the event: cut short between the two, a repeat finds the source listed
    /// and completes the merge.
    /// </summary>
    private static async Task<Proposal<TicketMerge>> Merge(
        IStore store,
        TicketWork work,
        Stored<Ticket> source,
        Stored<Ticket> target,
        Caller caller,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var decision = source.Value.MergeInto(target.Value, caller.Actor, now);
        if (decision.IsRefused)
            return decision.Refusal;
        var merge = decision.State;
        if (merge.Target.HasEffect)
        {
            var received = await work.WithDeadlines(Decision<TicketChange>.Accept(merge.Target), cancellation);
            var listed = TicketCommits.Of(received.State!, target.Version, received.Events);
            if (await store.Commit(listed, cancellation) is var result and not CommitResult.Done)
                return Proposal<TicketMerge>.Blocked(result);
        }
        var closed = await work.WithDeadlines(
            Decision<TicketChange>.Accept(merge.Source, decision.Events),
            cancellation
        );
        return Proposal<TicketMerge>.Write(
            merge with
            {
                Source = closed.State!,
            },
            TicketCommits.Of(closed.State!, source.Version, closed.Events)
        );
    }

    private static Refusal NoSuchTarget(long id) =>
        Refusal.Invalid("merge_target_not_found", $"There is no ticket {id} in this organization.", "merge_into_id");
}
