using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Resources;
using Microsoft.Extensions.Options;

namespace Hub.Tickets.Parts;

/// <summary>Load, decide, commit, of what belongs to a ticket. A verb is given the ticket too, and what it decides is one commit.</summary>
internal sealed class TicketPartWork(IStore store, OptimisticWriter writer, IOptions<LimitOptions> limits)
{
    /// <summary>Adds one, which comes first in the commit: its version is the answer's.</summary>
    public Task<Written<T>> Add<T>(
        TicketParts<T> parts,
        OrganizationId organization,
        long ticketId,
        Func<Ticket, Decision<T>> decide,
        CancellationToken cancellation
    )
        where T : TicketRecord =>
        writer.Change(
            TicketCommits.PlaceOf(store, organization, ticketId),
            ticket =>
            {
                var decision = decide(ticket.Value);
                if (decision.IsRefused)
                    return (Proposal<T>)decision.Refusal;
                var (count, most) = (parts.Count.Of(ticket.Value), parts.Count.Most(limits.Value));
                if (count >= most)
                    return RecordLimits.Reached(most, $"{parts.Count.Many} on the ticket");
                var id = parts.DocumentIdOf(decision.State.Id);
                var put = new Put<T>(parts.Kind.Document, id, decision.State, Expected.Absent);
                return With(put, decision, ticket, parts.Count.With(ticket.Value, count + 1));
            },
            cancellation
        );

    /// <summary>Changes one; the ticket stays as it is.</summary>
    public Task<Written<T>> Change<T>(
        TicketParts<T> parts,
        HttpContext http,
        OrganizationId organization,
        long ticketId,
        long id,
        Func<T, Ticket, Decision<T>> decide,
        CancellationToken cancellation
    )
        where T : TicketRecord =>
        Change(
            parts.PlaceOf(store, organization, ticketId, id).AsAskedBy(http),
            ticketId,
            (part, ticket) => Proposal.Put(parts.Kind.Document, organization, part, decide(part.Value, ticket.Value)),
            cancellation
        );

    /// <summary>Takes one away.</summary>
    public Task<Written<T>> Remove<T>(
        TicketParts<T> parts,
        HttpContext http,
        OrganizationId organization,
        long ticketId,
        long id,
        Func<T, Ticket, Decision<T>> decide,
        CancellationToken cancellation
    )
        where T : TicketRecord =>
        Change(
            parts.PlaceOf(store, organization, ticketId, id).AsAskedBy(http),
            ticketId,
            (part, ticket) =>
            {
                var decision = decide(part.Value, ticket.Value);
                if (decision.IsRefused)
                    return (Proposal<T>)decision.Refusal;
                var delete = new Delete(parts.Kind.Document, part.Id, Expected.At(part.Version));
                var left = Math.Max(0, parts.Count.Of(ticket.Value) - 1);
                return With(delete, decision, ticket, parts.Count.With(ticket.Value, left));
            },
            cancellation
        );

    private Task<Written<T>> Change<T>(
        Place<T> place,
        long ticketId,
        Func<Stored<T>, Stored<Ticket>, Proposal<T>> propose,
        CancellationToken cancellation
    )
        where T : TicketRecord =>
        writer.Change(
            place,
            async part =>
                await TicketCommits.Get(store, place.Organization, ticketId, cancellation) is { } ticket
                    ? propose(part, ticket)
                    : place.Missing(),
            cancellation
        );

    private static Proposal<T> With<T>(Change change, Decision<T> decision, Stored<Ticket> ticket, Ticket counted)
        where T : TicketRecord =>
        Proposal<T>.Write(
            decision.State!,
            new Commit(counted.Organization, ticket.Partition)
            {
                Changes =
                [
                    change,
                    new Put<Ticket>(TicketDocuments.Ticket, ticket.Id, counted, Expected.At(ticket.Version)),
                ],
                Events = decision.Events,
            }
        );
}
