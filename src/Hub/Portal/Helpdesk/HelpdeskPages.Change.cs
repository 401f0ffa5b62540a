using System.Globalization;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.TicketFields;
using Hub.Tickets;
using Hub.Wire;
using Hub.Workflows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Helpdesk;

internal static partial class HelpdeskPages
{
    /// <summary>What the form has is to be as it says; nothing chosen is nobody and nowhere, and no other status.</summary>
    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> Change(
        long id,
        PortalForm form,
        Caller caller,
        IStore store,
        TicketWork work,
        References references,
        CustomFieldRules fields,
        WorkflowBook workflows,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
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
            FormBody.Of(change, clock.Now(), errors),
            caller,
            work,
            references,
            fields,
            workflows,
            clock,
            http,
            cancellation
        );
        return answer.Result is Refused refused
            ? await Again(id, caller, store, new ReplyDraft(), refused, cancellation)
            : Done(id);
    }

    private static Optional<long?> Chosen(PortalForm form, string name, FieldErrors errors) =>
        form.Has(name) ? form.Number(name, errors) : default(Optional<long?>);
}
