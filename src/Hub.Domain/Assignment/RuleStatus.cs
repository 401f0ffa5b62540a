namespace Hub.Domain.Assignment;

/// <summary>How a rule fares, as far as it has been counted.</summary>
public sealed record RuleStatus
{
    public long RuleId { get; init; }

    public long TimesMatched { get; init; }

    public DateTimeOffset? LastMatchedAt { get; init; }

    public long Problems { get; init; }

    public RuleProblem? LastProblem { get; init; }

    /// <summary>The counts of both; of two last ones the later.</summary>
    public RuleStatus And(RuleStatus other) =>
        new()
        {
            RuleId = RuleId,
            TimesMatched = TimesMatched + other.TimesMatched,
            LastMatchedAt = LastMatchedAt > other.LastMatchedAt ? LastMatchedAt : other.LastMatchedAt ?? LastMatchedAt,
            Problems = Problems + other.Problems,
            LastProblem =
                LastProblem is { } mine && !(other.LastProblem?.At >= mine.At)
                    ? mine
                    : other.LastProblem ?? LastProblem,
        };

    public static string DocumentIdOf(long rule) => $"assignment_rule_status-{rule}";
}

/// <summary>Something that a rule could not do, or that stopped it.</summary>
/// <param name="Code">One of <see cref="RuleProblems"/>.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
public sealed record RuleProblem(long RuleId, string Code, string Message, long TicketId, DateTimeOffset At);

/// <summary>What keeps rules from doing what they say.</summary>
public static class RuleProblems
{
    /// <summary>Nobody of those whom it may assign to is active, or on call.</summary>
    public const string NobodyEligible = "nobody_eligible";

    /// <summary>The ticket does not take the change.</summary>
    public const string Refused = "change_refused";

    /// <summary>Rules brought a ticket back to where it was, and would go on without end.</summary>
    public const string Loop = "loop_stopped";

    /// <summary>Rules changed a ticket as often as they may for one change.</summary>
    public const string TooManyChanges = "too_many_changes";
}
