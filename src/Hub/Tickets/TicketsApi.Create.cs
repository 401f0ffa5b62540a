using Hub.Access;
using Hub.Assignment;
using Hub.Contacts;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.TicketFields;
using Hub.Tickets.Subtickets;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets;

internal static partial class TicketsApi
{
    /// <summary>
    /// Create a ticket. It starts open, and every webhook that asks for new tickets is told. Who asks for the first time becomes a
    /// contact.
    /// </summary>
    /// <remarks>
    /// Use it to create, open, raise, make, log or register a new ticket, for a customer who called, or out of an e-mail, a form
    /// or a chat message; to add to a ticket that is there, use Reply to a ticket or leave an internal note instead.
    /// </remarks>
    /// <returns>The new ticket.</returns>
    /// <response code="409">
    /// The ticket that it is to be a subticket of is closed, was merged, stands too deep or has as many subtickets as may be, or
    /// the first request with this Idempotency-Key is still running.
    /// </response>
    internal static async Task<Results<Created<One<TicketResponse>>, Refused>> CreateTicket(
        Body<CreateTicket> body,
        Caller caller,
        IStore store,
        ContactBook contacts,
        TicketWork work,
        RuleTriggers rules,
        SubticketBook subtickets,
        References references,
        CustomFieldRules fields,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization;
        await references.Check(body, organization.Id, cancellation);
        var custom = await fields.Check(
            body.Value.CustomFields,
            isNew: true,
            body.Errors,
            organization.Id,
            cancellation
        );
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var reservation = await Reservation.Of(http, store, organization.Id, TicketDocuments.Counter);
        if (body.Value.ParentId is { } parent && !reservation.IsRepeat)
            if (await subtickets.WhyNoMore(organization.Id, parent, cancellation) is { } whyNot)
                return new Refused(whyNot);
        var (email, name) = (body.Value.RequesterEmail!, body.Value.RequesterName);
        var asking = await contacts.FindOrRegister(organization.Id, email, name, caller.Actor, cancellation);
        if (asking.IsRefused)
            return new Refused(asking.Refusal);
        var draft = (body.Value with { CustomFields = custom }).ToDraft(
            reservation.Id,
            organization,
            asking.State.Asks(email, name)
        );
        var created = TicketVerbs.Create(draft, caller.Actor, clock.Now());
        if (created.IsRefused)
            return new Refused(created.Refusal);
        var decision = await work.WithDeadlines(
            Decision<TicketChange>.Accept(new TicketChange(created.State), created.Events),
            cancellation
        );
        if (decision.IsRefused)
            return new Refused(decision.Refusal);

        var commit = await rules.Follow(TicketCommits.Create(decision.State, decision.Events), cancellation);
        var result = await store.Commit(commit, cancellation);
        return result switch
        {
            CommitResult.Done done => Created(decision.State.Ticket, done.Versions[0]),
            // A run that was cut short has created it: that ticket is the answer.
            CommitResult.Exists when reservation.IsRepeat && await Made() is { } made => Created(
                made.Value,
                made.Version
            ),
            _ => new Refused(result.ToRefusal()),
        };

        ValueTask<Stored<Ticket>?> Made() => TicketCommits.Get(store, organization.Id, reservation.Id, cancellation);

        Created<One<TicketResponse>> Created(Ticket ticket, DocumentVersion version)
        {
            http.SetETag(version);
            return TypedResults.Created(
                address.Of(http, $"/api/v1/tickets/{ticket.Id}"),
                body.Answer(new TicketResponse(ticket))
            );
        }
    }
}
