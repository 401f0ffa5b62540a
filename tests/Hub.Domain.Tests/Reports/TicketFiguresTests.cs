using Hub.Domain.Reports;
using Hub.Domain.Sla;
using Hub.Domain.Surveys;
using Hub.Domain.Tests.Tickets;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Domain.Tests.Reports;

/// <summary>What a ticket that went through something adds to the reports.</summary>
public sealed class TicketFiguresTests
{
    private static readonly Holder Nobody = new(0, 0);

    private readonly List<TimelineEntry> history = [];
    private Ticket ticket = Some.Ticket();

    [Fact]
    public void A_new_ticket_is_created_and_in_the_backlog() =>
        Assert.Equal([Line(0, Nobody, Measure.Created, 1), Line(0, Nobody, Measure.Backlog, 1)], Figures());

    [Fact]
    public void It_is_created_for_who_first_has_it_and_in_the_backlog_of_who_has_it()
    {
        Do(0, new TicketPatch { DepartmentId = 3L });
        Do(1, new TicketPatch { AssigneeId = 7L });
        Do(2, new TicketPatch { AssigneeId = 8L, DepartmentId = 4L });

        Assert.Equal(
            [
                Line(0, new(3, 0), Measure.Backlog, 1),
                Line(0, new(3, 7), Measure.Created, 1),
                Line(1, new(3, 0), Measure.Backlog, -1),
                Line(1, new(3, 7), Measure.Backlog, 1),
                Line(2, new(3, 7), Measure.Backlog, -1),
                Line(2, new(4, 8), Measure.Backlog, 1),
            ],
            Figures()
        );
    }

    [Fact]
    public void A_ticket_that_is_reopened_is_resolved_twice_and_open_in_between()
    {
        Do(1, new TicketPatch { Status = TicketStatus.Resolved });
        Do(3, new TicketPatch { Status = TicketStatus.Open });
        Do(5, new TicketPatch { Status = TicketStatus.Closed });

        Assert.Equal(
            [(0, 1), (1, -1), (3, 1), (5, -1)],
            Figures().Where(one => one.Measure == Measure.Backlog).Select(one => (one.Day, one.Number))
        );
        Assert.Equal([1, 5], Figures().Where(one => one.Measure == Measure.Resolved).Select(one => one.Day));
        Assert.Equal([3], Figures().Where(one => one.Measure == Measure.Reopened).Select(one => one.Day));
        Assert.Equal(
            [86_400, 5 * 86_400],
            Figures().Where(one => one.Measure == Measure.ResolutionTime).Select(one => one.Number)
        );
    }

    [Fact]
    public void To_be_closed_once_it_is_resolved_is_nothing_new()
    {
        Do(1, new TicketPatch { Status = TicketStatus.Resolved });
        var before = Figures();
        Do(2, new TicketPatch { Status = TicketStatus.Closed });

        Assert.Equal(before, Figures());
    }

    [Fact]
    public void What_happens_at_the_same_moment_is_one_step_whoever_wrote_it_first()
    {
        Do(
            1,
            new TicketPatch
            {
                Status = TicketStatus.Resolved,
                AssigneeId = 7L,
                DepartmentId = 3L,
            }
        );
        history.Reverse();

        Assert.Contains(Line(1, new(3, 7), Measure.Resolved, 1), Figures());
        Assert.DoesNotContain(Figures(), one => one is { Day: 1, Measure: Measure.Backlog, Number: 1 });
    }

    [Fact]
    public void A_merged_ticket_is_merged_and_not_resolved()
    {
        var merge = ticket.MergeInto(Some.Ticket(43), Some.Token, At(1)).State!.Source;
        (ticket, _) = (merge.Ticket, history);
        history.AddRange(merge.Timeline);

        Assert.Contains(Line(1, Nobody, Measure.Merged, 1), Figures());
        Assert.Contains(Line(1, Nobody, Measure.Backlog, -1), Figures());
        Assert.DoesNotContain(Figures(), one => one.Measure is Measure.Resolved or Measure.ResolutionTime);
    }

    [Fact]
    public void A_first_response_counts_for_who_had_the_ticket_then()
    {
        Do(0, new TicketPatch { AssigneeId = 7L });
        var replied = ticket.AddReply(new NewReply(5, "Try again", false), Some.Token, At(1)).State!;
        ticket = replied.Ticket;
        history.AddRange(replied.Timeline);
        Do(2, new TicketPatch { AssigneeId = 8L });

        Assert.Contains(Line(1, new(0, 7), Measure.FirstResponseTime, 86_400), Figures());
    }

    [Fact]
    public void A_target_is_breached_or_met_and_never_both()
    {
        ticket = ticket with
        {
            Sla = new TicketSla
            {
                FirstResponse = new SlaTarget { BreachedAt = At(1), MetAt = At(2) },
                Resolution = new SlaTarget { MetAt = At(3) },
            },
        };

        Assert.Equal(
            [Line(1, Nobody, Measure.FirstResponseBreached, 1), Line(3, Nobody, Measure.ResolutionMet, 1)],
            Figures().Where(one => one.Measure is >= Measure.FirstResponseMet and <= Measure.ResolutionBreached)
        );
    }

    [Fact]
    public void An_answer_counts_for_who_resolved_the_ticket()
    {
        var survey = new Survey
        {
            Id = 42,
            AgentId = 7,
            CreatedAt = At(1),
            AnsweredAt = At(2),
            Score = 4,
        };

        var figures = TicketFigures.Of(ticket, [], survey, TimeZoneInfo.Utc);

        Assert.Contains((DayOf(At(1)), new Holder(0, 7), Measure.SurveysAsked, 1L), figures.All);
        Assert.Contains((DayOf(At(2)), new Holder(0, 7), Measure.WorstScore + 3, 1L), figures.All);
    }

    [Fact]
    public void Days_begin_where_the_organization_is()
    {
        var tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
        ticket = ticket with { CreatedAt = new DateTimeOffset(2026, 5, 24, 15, 0, 0, TimeSpan.Zero) };

        var (day, _, _, _) = TicketFigures.Of(ticket, [], null, tokyo).All.First();

        Assert.Equal(new DateOnly(2026, 5, 25), DateOnly.FromDayNumber(day));
    }

    private void Do(int day, TicketPatch patch)
    {
        var change = ticket.Update(patch, Some.Token, At(day)).State!;
        ticket = change.Ticket;
        history.AddRange(change.Timeline);
    }

    private static DateTimeOffset At(int day) => Some.Then.AddDays(day);

    private static int DayOf(DateTimeOffset at) => TicketFigures.DayOf(at, TimeZoneInfo.Utc);

    private static (int Day, Holder Holder, int Measure, long Number) Line(
        int day,
        Holder holder,
        int measure,
        long number
    ) => (day, holder, measure, number);

    /// <summary>Days since it was created.</summary>
    private List<(int Day, Holder Holder, int Measure, long Number)> Figures() =>
        [
            .. TicketFigures
                .Of(ticket, history, null, TimeZoneInfo.Utc)
                .All.Select(one => (one.Day - DayOf(Some.Then), one.Holder, one.Measure, one.Number)),
        ];
}
