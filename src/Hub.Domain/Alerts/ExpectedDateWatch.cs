using System.Text.Json.Serialization;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;

namespace Hub.Domain.Alerts;

/// <summary>What there is to tell of an expected date, in the order in which it comes.</summary>
public enum ExpectedDateStage
{
    Approaching,
    DueToday,
    Overdue,
}

/// <summary>What was told of a ticket's expected date, and when the rest comes.</summary>
/// <param name="Since">When the date was set, or alerts were first wanted. What would have come before is not told.</param>
public sealed record ExpectedDateWatch(DateOnly Date, DateTimeOffset Since)
{
    /// <summary>The last stage that was told. It and what comes before it are not told again.</summary>
    public ExpectedDateStage? Told { get; init; }

    /// <summary>When the date comes near; absent when that is not to be told, or was. The same goes for the other two.</summary>
    public DateTimeOffset? ApproachingAt { get; init; }

    public DateTimeOffset? DueTodayAt { get; init; }

    public DateTimeOffset? OverdueAt { get; init; }

    [JsonIgnore]
    public DateTimeOffset? NextAt => TicketTimer.Earlier(TicketTimer.Earlier(ApproachingAt, DueTodayAt), OverdueAt);

    /// <summary>The stage to tell by now. Where several came while nobody was there to tell them, it is the last.</summary>
    public ExpectedDateStage? Due(DateTimeOffset now) =>
        OverdueAt <= now ? ExpectedDateStage.Overdue
        : DueTodayAt <= now ? ExpectedDateStage.DueToday
        : ApproachingAt <= now ? ExpectedDateStage.Approaching
        : null;

    /// <summary>The watch of the ticket as it has become; none where nothing is to be told of any date of it.</summary>
    public static ExpectedDateWatch? Follow(
        ExpectedDateWatch? watch,
        Ticket ticket,
        AlertTerms terms,
        DateTimeOffset now
    )
    {
        var settings = terms.Settings;
        if (ticket.ExpectedDate is not { } date || !settings.WantsDates)
            return null;
        var next = watch?.Date == date ? watch : new ExpectedDateWatch(date, now);
        return next with
        {
            ApproachingAt = At(
                ExpectedDateStage.Approaching,
                settings.ApproachingDays is { } days ? date.AddDays(-days) : null
            ),
            DueTodayAt = At(ExpectedDateStage.DueToday, settings.DueToday ? date : null),
            OverdueAt = At(ExpectedDateStage.Overdue, settings.Overdue ? date.AddDays(1) : null),
        };

        DateTimeOffset? At(ExpectedDateStage stage, DateOnly? day) =>
            day is { } one
            && ticket.Status is not (TicketStatus.Resolved or TicketStatus.Closed)
            && !(stage <= next.Told)
            && terms.Zone.FirstTime(one, settings.AlertTime) is var at
            && at > next.Since
                ? at
                : null;
    }
}
