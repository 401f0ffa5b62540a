using Hub.Domain.Sla;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;

namespace Hub.Domain.Reports;

/// <summary>
/// What one ticket adds to the reports. It follows from the ticket, its history and its survey alone, whenever it is worked out: that
/// is what the counters are kept by and verified with.
/// </summary>
public static class TicketFigures
{
    /// <param name="zone">Where a day begins and ends.</param>
    public static Counts Of(Ticket ticket, IEnumerable<TimelineEntry> history, Survey? survey, TimeZoneInfo zone)
    {
        var (counts, trail) = (new Counts(), TicketTrail.Of(ticket, history));
        // It is hardly anybody's when it comes in: it counts for whoever gets it first.
        Count(ticket.CreatedAt, Measure.Created, trail.First);
        TrailStep? before = null;
        foreach (var step in trail.Steps)
        {
            Move(before, step);
            before = step;
        }
        if (ticket.FirstRespondedAt is { } responded)
            Took(Measure.FirstResponseTime, responded, trail.HolderAt(responded));
        Aim(ticket.Sla?.FirstResponse, Measure.FirstResponseMet, Measure.FirstResponseBreached);
        Aim(ticket.Sla?.Resolution, Measure.ResolutionMet, Measure.ResolutionBreached);
        if (survey is null)
            return counts;
        var asked = Holder.Of(survey.DepartmentId, survey.AgentId);
        Count(survey.CreatedAt, Measure.SurveysAsked, asked);
        if (survey is { AnsweredAt: { } answered, Score: { } score })
            Count(answered, Measure.WorstScore + score - Survey.WorstScore, asked);
        return counts;

        void Count(DateTimeOffset at, int measure, Holder holder, long number = 1) =>
            counts.Add(DayOf(at, zone), holder, measure, number);

        void Took(int measure, DateTimeOffset until, Holder holder)
        {
            var seconds = Math.Max(0, (long)(until - ticket.CreatedAt).TotalSeconds);
            Count(until, measure, holder, seconds);
            Count(until, measure + 1 + DurationClasses.Of(seconds), holder);
        }

        void Aim(SlaTarget? target, int met, int breached)
        {
            if (target?.BreachedAt is { } missed)
                Count(missed, breached, trail.HolderAt(missed));
            else if (target?.MetAt is { } kept)
                Count(kept, met, trail.HolderAt(kept));
        }

        void Move(TrailStep? from, TrailStep to)
        {
            if (from is { IsOpen: true } was)
                Count(to.At, Measure.Backlog, was.Holder, -1);
            if (to.IsOpen)
                Count(to.At, Measure.Backlog, to.Holder);
            if (to.IsMerge)
                Count(to.At, Measure.Merged, to.Holder);
            else if (from is { IsOpen: true } && !to.IsOpen)
            {
                Count(to.At, Measure.Resolved, to.Holder);
                Took(Measure.ResolutionTime, to.At, to.Holder);
            }
            else if (from is { IsOpen: false } && to.IsOpen)
                Count(to.At, Measure.Reopened, to.Holder);
        }
    }

    public static int DayOf(DateTimeOffset at, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime).DayNumber;
}
