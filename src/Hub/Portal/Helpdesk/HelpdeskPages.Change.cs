using System.Globalization;
using Hub.Domain;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Tickets;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Helpdesk;

internal static partial class HelpdeskPages
{
    /// <summary>What the form has is to be as it says; nothing chosen is nobody and nowhere, and no other status.</summary>
    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> Change(
        long id,
        PortalForm form,
        [AsParameters] HelpdeskWork work
    )
    {
        var errors = new FieldErrors();
        var status = Choices.Read<TicketStatus>(form["status"]);
        if (status is null && form["status"] is not null)
            errors.Add("status", Texts.Of("ticket.choose_status"));
        var change = new UpdateTicket
        {
            Status = status is null ? default : new Optional<TicketStatus?>(status),
            Priority = Choices.Read<TicketPriority>(form["priority"]) is { } priority
                ? new Optional<TicketPriority?>(priority)
                : default,
            DepartmentId = Chosen(form, "department_id", errors),
            AssigneeId = Chosen(form, "assignee_id", errors),
        };
        var answer = await TicketsApi.UpdateTicket(
            id,
            FormBody.Of(change, work.Clock.Now(), errors),
            work.Caller,
            work.Tickets,
            work.References,
            work.Fields,
            work.Workflows,
            work.Clock,
            work.Http,
            work.Cancellation
        );
        return answer.Result is Refused refused ? await Again(id, work, new ReplyDraft(), refused) : Done(id);
    }

    private static Optional<long?> Chosen(PortalForm form, string name, FieldErrors errors) =>
        form.Has(name) ? form.Number(name, errors) : default(Optional<long?>);
}
