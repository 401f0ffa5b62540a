using System.ComponentModel.DataAnnotations;
using Hub.Domain.OnCall;
using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.OnCall;

/// <summary>Somebody to be on call instead of whoever would be.</summary>
/// <example>{"agent_id": 1, "starts_at": "2030-12-24T08:00:00Z", "ends_at": "2030-12-27T08:00:00Z", "reason": "Swapped with Bo"}</example>
internal sealed record CreateOnCallOverride : IHasRules
{
    private const int MostDays = 366;

    /// <summary>The agent who is on call, by their id.</summary>
    [Required, IdOf("agent")]
    public long? AgentId { get; init; }

    /// <summary>From when on.</summary>
    [Required]
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Until when: within a year of the start, and not past.</summary>
    [Required]
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Why, for people.</summary>
    [MaxLength(500)]
    public string? Reason { get; init; }

    public void Check(FieldErrors errors, DateTimeOffset now)
    {
        if (EndsAt <= StartsAt)
            errors.Add("ends_at", "Must be after starts_at.");
        else if (EndsAt <= now)
            errors.Add("ends_at", "Must not be past.");
        else if (EndsAt - StartsAt > TimeSpan.FromDays(MostDays))
            errors.Add("ends_at", $"Must be at most {MostDays} days after starts_at.");
    }

    public Override ToOverride(long id) => new(id, AgentId!.Value, StartsAt!.Value, EndsAt!.Value) { Reason = Reason };
}

/// <summary>Somebody is on call instead of whoever would be.</summary>
/// <param name="Id">Its id among all overrides.</param>
/// <param name="AgentId">The agent who is on call, by their id.</param>
/// <param name="StartsAt">From when on.</param>
/// <param name="EndsAt">Until when.</param>
/// <param name="Reason">Why; absent when nobody said.</param>
internal sealed record OnCallOverrideResponse(
    long Id,
    long AgentId,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string? Reason
)
{
    public static OnCallOverrideResponse Of(Override one) =>
        new(one.Id, one.AgentId, one.StartsAt, one.EndsAt, one.Reason);
}
