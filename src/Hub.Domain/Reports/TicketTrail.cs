using System.Text.Json;
using Hub.Domain.Tickets;

namespace Hub.Domain.Reports;

/// <summary>From a time on, a ticket was open or not, and somebody's.</summary>
/// <param name="IsMerge">It ceased to be open since it was merged into another one.</param>
public readonly record struct TrailStep(DateTimeOffset At, bool IsOpen, Holder Holder, bool IsMerge);

/// <summary>Where a ticket has been since it was created, as its history tells.</summary>
public sealed record TicketTrail(IReadOnlyList<TrailStep> Steps)
{
    private const string Department = "department_id";

    private static readonly string[] Fields = [TicketDifferences.Status, Department, TicketDifferences.Assignee];

    /// <summary>The department, and the agent, that first had it; 0 while none has.</summary>
    public Holder First =>
        new(
            Steps.Select(static step => step.Holder.Department).FirstOrDefault(static id => id != 0),
            Steps.Select(static step => step.Holder.Agent).FirstOrDefault(static id => id != 0)
        );

    public Holder HolderAt(DateTimeOffset at)
    {
        var holder = Steps[0].Holder;
        foreach (var step in Steps)
            if (step.At <= at)
                holder = step.Holder;
        return holder;
    }

    /// <param name="history">Its lines, in any order. What they leave open is what the ticket says by now.</param>
    public static TicketTrail Of(Ticket ticket, IEnumerable<TimelineEntry> history)
    {
        var lines = history
            .Where(static line => line.Changes?.Any(static change => Fields.Contains(change.Field)) is true)
            .OrderBy(static line => line.At)
            .ThenBy(static line => line.Id)
            .ToList();
        var now = new Standing(ticket.Status.Name(), ticket.DepartmentId ?? 0, ticket.AssigneeId ?? 0);
        var standing = now;
        foreach (var change in lines.SelectMany(static line => line.Changes!).Reverse())
            standing = standing.With(change.Field, change.From);

        var steps = new List<TrailStep> { standing.From(ticket.CreatedAt) };
        foreach (var line in lines)
        {
            foreach (var change in line.Changes!)
                standing = standing.With(change.Field, change.To);
            Go(steps, standing.From(line.At, line.Kind == TicketHistory.Merged));
        }
        if (standing != now)
            Go(steps, now.From(steps[^1].At));
        return new TicketTrail(steps);
    }

    /// <summary>What happens at the same moment is one step.</summary>
    private static void Go(List<TrailStep> steps, TrailStep step)
    {
        if (steps.Count > 1 && steps[^1].At == step.At)
        {
            step = step with { IsMerge = step.IsMerge || steps[^1].IsMerge };
            steps.RemoveAt(steps.Count - 1);
        }
        steps.Add(step);
    }

    private readonly record struct Standing(string Status, long Department, long Agent)
    {
        public TrailStep From(DateTimeOffset at, bool isMerge = false) =>
            new(at, Status is not ("resolved" or "closed"), new Holder(Department, Agent), isMerge);

        public Standing With(string field, JsonElement value) =>
            field switch
            {
                TicketDifferences.Status => this with { Status = value.GetString() ?? Status },
                TicketTrail.Department => this with { Department = IdOf(value) },
                TicketDifferences.Assignee => this with { Agent = IdOf(value) },
                _ => this,
            };

        private static long IdOf(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;
    }
}
