using Hub.Access;
using Hub.Assignment;
using Hub.Attachments;
using Hub.Contacts;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.TicketFields;
using Hub.Tickets;
using Hub.Tickets.Subtickets;
using Hub.Wire;
using Hub.Workflows;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Helpdesk;

/// <summary>What pages of tickets work with.</summary>
internal sealed record HelpdeskWork(
    Caller Caller,
    HttpContext Http,
    [FromServices] IStore Store,
    [FromServices] TimeProvider Clock,
    [FromServices] PublicAddress Address,
    [FromServices] TicketWork Tickets,
    [FromServices] SubticketBook Subtickets,
    [FromServices] ContactBook Contacts,
    [FromServices] CustomFieldRules Fields,
    [FromServices] RuleTriggers Rules,
    [FromServices] WorkflowBook Workflows,
    [FromServices] References References,
    [FromServices] ReplyAttachments Attachments,
    [FromServices] WaitingFiles Waiting
)
{
    public OrganizationId Organization => Caller.Organization.Id;

    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>Where tickets can go.</summary>
    public async Task<IReadOnlyList<Option>> Departments() =>
        (await NamedRecords.Departments.For(Caller, Store, Cancellation)).Options;

    /// <summary>Whose tickets can be.</summary>
    public async Task<IReadOnlyList<Option>> Agents() =>
        (await NamedRecords.Agents.For(Caller, Store, Cancellation)).Options;
}
