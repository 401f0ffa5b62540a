using Hub.Domain.Sla;

namespace Hub.Domain.OnCall;

/// <summary>
/// Who is on call in a rotation when. A turn begins at the first instant at which the clocks have come to the handover's time.
/// The turn of an agent who is not active is the next active one's.
/// </summary>
public sealed class Roster
{
    /// <summary>So far ahead is looked for who is next: longer than any turn.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(92);

    private readonly Rotation rotation;
    private readonly HashSet<long> active;
    private readonly TimeZoneInfo zone;
    private readonly WorkingTime hours;
    private readonly int daysPerTurn;

    /// <remarks>A zone that was there when the rotation was written, and is not on this machine, is taken for UTC.</remarks>
    public Roster(Rotation rotation, Func<long, bool> isActive)
    {
        this.rotation = rotation;
        active = [.. rotation.Everybody.Where(isActive)];
        zone = TimeZoneInfo.TryFindSystemTimeZoneById(rotation.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        hours = rotation.Hours.Count == 0 ? WorkingTime.Always : new WorkingTime(zone, rotation.Hours, []);
        daysPerTurn = rotation.TurnLength * (rotation.Handover == HandoverInterval.Weekly ? 7 : 1);
    }

    /// <summary>Who is on call at the instant, and who is next.</summary>
    public Duty At(DateTimeOffset at)
    {
        Shift? now = null;
        foreach (var shift in Shifts(at, at + Horizon))
            if (now is null && shift.From == at)
                now = shift;
            else if (shift.AgentId != now?.AgentId)
                return new Duty(now, shift);
        return new Duty(now, null);
    }

    /// <summary>Who is on call between the two, in order; what goes beyond them is cut off.</summary>
    public IEnumerable<Shift> Shifts(DateTimeOffset from, DateTimeOffset to)
    {
        Shift? open = null;
        foreach (var piece in Pieces(from, to))
        {
            if (open is not null && open.AgentId == piece.AgentId && open.To == piece.From)
            {
                open = open with { To = piece.To };
                continue;
            }
            if (open is not null)
                yield return open;
            open = piece;
        }
        if (open is not null)
            yield return open;
    }

    /// <summary>The same, with a cut wherever somebody else might take over.</summary>
    private IEnumerable<Shift> Pieces(DateTimeOffset from, DateTimeOffset to)
    {
        var at = from;
        foreach (var cut in Cuts(from, to).Where(one => one > from && one < to).Order().Append(to))
        {
            if (cut > at && AgentAt(at) is { } agent)
                yield return new Shift(agent, at, cut);
            at = cut;
        }
    }

    private IEnumerable<DateTimeOffset> Cuts(DateTimeOffset from, DateTimeOffset to) =>
        Handovers(from, to)
            .Concat(hours.Stretches(from, to).SelectMany(one => new[] { one.From, one.To }))
            .Concat(rotation.Overrides.SelectMany(one => new[] { one.StartsAt, one.EndsAt }));

    private IEnumerable<DateTimeOffset> Handovers(DateTimeOffset from, DateTimeOffset to)
    {
        for (var turn = Math.Max(0, TurnAt(from)); Handover(turn) is var at && at < to; turn++)
            yield return at;
    }

    private long? AgentAt(DateTimeOffset at)
    {
        var instead = rotation.Overrides.Where(one => one.Covers(at) && active.Contains(one.AgentId));
        return instead.MaxBy(one => one.Id) is { AgentId: var agent } ? agent
            : hours.Covers(at) && TurnAt(at) is var turn and >= 0 ? AgentOf(turn)
            : null;
    }

    private long? AgentOf(int turn)
    {
        var agents = rotation.AgentIds;
        for (var step = 0; step < agents.Count; step++)
            if (agents[(turn + step) % agents.Count] is var agent && active.Contains(agent))
                return agent;
        return null;
    }

    /// <summary>The number of the turn that runs then; negative before the first.</summary>
    private int TurnAt(DateTimeOffset at)
    {
        var days =
            DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime).DayNumber - rotation.StartsOn.DayNumber;
        // The clocks may have shown the next day already, and have been set back since.
        var turn = (int)Math.Floor((double)days / daysPerTurn) + 1;
        while (Handover(turn) > at)
            turn--;
        return turn;
    }

    private DateTimeOffset Handover(int turn) =>
        zone.FirstTime(rotation.StartsOn.AddDays(turn * daysPerTurn), rotation.HandoverAt);
}

/// <summary>Somebody is on call from one instant until another.</summary>
public sealed record Shift(long AgentId, DateTimeOffset From, DateTimeOffset To);

/// <summary>Who is on call, and the next one who is somebody else; as far ahead as is looked.</summary>
public sealed record Duty(Shift? Now, Shift? Next);
