using Hub.Domain.Shapes;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;

namespace Hub.Domain.Alerts;

/// <summary>What an alert says beside the ticket; each of its facts has what concerns it.</summary>
public sealed record TicketAlert
{
    /// <summary>The expected date that it is about: that of the ticket may be another one by now.</summary>
    public DateOnly? ExpectedDate { get; init; }

    /// <summary>By how many days the date has passed.</summary>
    public int? DaysOverdue { get; init; }

    /// <summary>For how many whole days nobody has done anything.</summary>
    public int? DaysIdle { get; init; }
}

/// <summary>Alerts as receivers read them.</summary>
public static class AlertShapes
{
    public static readonly Shape<TicketAlert> Alert = new Shape<TicketAlert>()
        .Day("expected_date", "The date that it is about; absent of an idle ticket.", alert => alert.ExpectedDate)
        .Optional()
        .Integer("days_overdue", "By how many days it has passed; absent while it has not.", alert => alert.DaysOverdue)
        .Optional()
        .Integer("days_idle", "For how many whole days nobody has done anything; only of an idle ticket.", alert =>
            alert.DaysIdle
        )
        .Optional();

    internal static Ticket Sample(Ticket ticket, int? daysOverdue = null) =>
        ticket with
        {
            Alert = new TicketAlert { ExpectedDate = ticket.ExpectedDate, DaysOverdue = daysOverdue },
        };

    internal static Ticket IdleSample(Ticket ticket) => ticket with { Alert = new TicketAlert { DaysIdle = 2 } };
}
