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
    /// Merge a ticket into another one. This ticket is closed for good and the other one lists it; the answer shows
    /// this one.
    /// </summary>
    /// <param name="id">The id of the ticket that becomes part of the other one.</param>
    /// <returns>The ticket that was merged, closed.</returns>
    /// <response code="409">One of the two is closed or merged already, or keeps being changed by others.</response>
    internal static async Task<Results<Ok<One<TicketResponse>>, Refused>> MergeTicket(
        long id,
        Body<MergeTicket> body,
        Caller caller,
        IStore store,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var targetId = body.Value.MergeIntoId!.Value;
        var organization = caller.Organization.Id;
        for (var round = 0; round < 20; round++)
        {
            if (await TicketCommits.Get(store, organization, id, cancellation) is not { } source)
                return new Refused(Refusal.NotFound("ticket", id));
            if (http.CheckIfMatch(source.Version) is { } stale)
                return new Refused(stale);
            if (await TicketCommits.Get(store, organization, targetId, cancellation) is not { } target)
                return new Refused(NoSuchTarget(targetId));

            var decision = source.Value.MergeInto(target.Value, caller.Actor, clock.Now());
            if (decision.IsRefused)
                return new Refused(decision.Refusal);
            if (await Write(store, source, target, decision, cancellation) is { } version)
            {
                http.SetETag(version);
                return TypedResults.Ok(new One<TicketResponse>(new TicketResponse(decision.State.Source.Ticket)));
            }
        }
        return new Refused(new CommitResult.Stale(TicketDocuments.Ticket.Name, Ticket.DocumentIdOf(id)).ToRefusal());
    }

    /// <summary>
    /// The target first, then the source with the event: cut short between the two, a repeat finds the source listed
    /// and completes the merge. Nothing when somebody else changed one of them.
    /// </summary>
    private static async Task<DocumentVersion?> Write(
        IStore store,
        Stored<Ticket> source,
        Stored<Ticket> target,
        Decision<TicketMerge> decision,
        CancellationToken cancellation
    )
    {
        var merge = decision.State!;
        if (merge.Target.HasEffect)
        {
            var listed = TicketCommits.Of(merge.Target, target.Version, []);
            if (await store.Commit(listed, cancellation) is not CommitResult.Done)
                return null;
        }
        var closed = TicketCommits.Of(merge.Source, source.Version, decision.Events);
        return await store.Commit(closed, cancellation) is CommitResult.Done done ? done.Versions[0] : null;
    }

    private static Refusal NoSuchTarget(long id) =>
        Refusal.Invalid("merge_target_not_found", $"There is no ticket {id} in this organization.", "merge_into_id");
}
