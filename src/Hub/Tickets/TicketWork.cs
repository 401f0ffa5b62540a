using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Tickets;

/// <summary>A ticket after a change, or the refusal.</summary>
internal readonly record struct TicketOutcome(TicketChange? Change, DocumentVersion Version, Refusal? Refusal)
{
    public static implicit operator TicketOutcome(Refusal refusal) => new(null, default, refusal);
}

/// <summary>
/// Load, decide, commit. Without <c>If-Match</c> the last write wins: whoever was overtaken decides again on what is
/// there now.
/// </summary>
internal static class TicketWork
{
    /// <summary>Each round somebody else got through, so only a crowd on one ticket can use these up.</summary>
    private const int MostRounds = 100;

    public static async Task<TicketOutcome> Change(
        IStore store,
        HttpContext http,
        OrganizationId organization,
        long id,
        Func<Ticket, ValueTask<Decision<TicketChange>>> decide,
        CancellationToken cancellation
    )
    {
        CommitResult? result = null;
        for (var round = 0; round < MostRounds; round++)
        {
            if (await TicketCommits.Get(store, organization, id, cancellation) is not { } stored)
                return Refusal.NotFound("ticket", id);
            if (http.CheckIfMatch(stored.Version) is { } stale)
                return stale;

            var decision = await decide(stored.Value);
            if (decision.IsRefused)
                return decision.Refusal;
            if (!decision.State.HasEffect)
                return new TicketOutcome(decision.State, stored.Version, null);

            var commit = TicketCommits.Of(decision.State, stored.Version, decision.Events);
            result = await store.Commit(commit, cancellation);
            if (result is CommitResult.Done done)
                return new TicketOutcome(decision.State, done.Versions[0], null);
            if (result is not CommitResult.Stale)
                break;
        }
        return result!.ToRefusal();
    }

    public static Task<TicketOutcome> Change(
        IStore store,
        HttpContext http,
        OrganizationId organization,
        long id,
        Func<Ticket, Decision<TicketChange>> decide,
        CancellationToken cancellation
    ) =>
        Change(
            store,
            http,
            organization,
            id,
            ticket => new ValueTask<Decision<TicketChange>>(decide(ticket)),
            cancellation
        );
}
