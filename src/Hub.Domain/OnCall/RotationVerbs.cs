using Hub.Domain.Sla;

namespace Hub.Domain.OnCall;

/// <summary>What can be done to a rotation beside changing its fields.</summary>
public static class RotationVerbs
{
    /// <summary>So long overrides that are over are still shown.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>Whether what it says holds together.</summary>
    public static Decision<Rotation> Check(this Rotation rotation) =>
        rotation.EscalateToRotationIds.Contains(rotation.Id)
            ? Refusal.Invalid("validation_failed", "Must be other rotations than this one.", "escalate_to_rotation_ids")
        : WorkingHours.WhyWrong(rotation.Hours) is { } refusal ? refusal
        : rotation;

    /// <summary>Has somebody be on call instead; the same once more changes nothing.</summary>
    public static Decision<Rotation> Add(this Rotation rotation, Override added, DateTimeOffset now)
    {
        if (rotation.Overrides.Any(one => one.Id == added.Id))
            return rotation;
        IReadOnlyList<Override> kept = [.. rotation.Overrides.Where(one => one.EndsAt > now - Remembered)];
        return kept.Count >= Rotation.MostOverrides
            ? Refusal.Conflict(
                "limit_reached",
                $"Rotation {rotation.Id} has {kept.Count} overrides already, which is the limit; delete some first."
            )
            : rotation with
            {
                Overrides = [.. kept, added],
                UpdatedAt = now,
            };
    }

    /// <summary>Takes the override away: whoever would be on call is.</summary>
    public static Decision<Rotation> Remove(this Rotation rotation, long id, DateTimeOffset now) =>
        rotation.Overrides.Any(one => one.Id == id)
            ? rotation with
            {
                Overrides = [.. rotation.Overrides.Where(one => one.Id != id)],
                UpdatedAt = now,
            }
            : Refusal.NotFound("override", id);

    /// <summary>The agents whom a page goes to one after the other, each once: those who can be paged now.</summary>
    /// <param name="others">The rotations that it escalates to, in their order.</param>
    public static IReadOnlyList<long> LineAt(
        this Rotation rotation,
        IEnumerable<Rotation> others,
        Func<long, bool> isActive,
        DateTimeOffset now
    )
    {
        var duty = new Roster(rotation, isActive).At(now);
        // At hours in which nobody is on call, whoever is next is not disturbed either.
        var next = duty.Now is not null && rotation.EscalatesToNext ? duty.Next?.AgentId : null;
        return
        [
            .. new[] { duty.Now?.AgentId, next }
                .Concat(others.Select(other => new Roster(other, isActive).At(now).Now?.AgentId))
                .OfType<long>()
                .Concat(rotation.EscalateToAgentIds.Where(isActive))
                .Distinct(),
        ];
    }
}
