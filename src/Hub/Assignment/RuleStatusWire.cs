using System.ComponentModel.DataAnnotations;
using Hub.Domain.Assignment;

namespace Hub.Assignment;

/// <summary>How a rule fares. Counts are written down every few seconds, and may lack the last ones of a hub that died.</summary>
/// <param name="RuleId">The rule, by its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">Whether it is looked at at all.</param>
/// <param name="TimesMatched">How often a ticket that was created or updated met its conditions.</param>
/// <param name="LastMatchedAt">When that last was; absent when it never was.</param>
/// <param name="Problems">How often it could not do something that it says, or was stopped.</param>
/// <param name="LastProblem">The last of these; absent when there was none.</param>
internal sealed record AssignmentRuleStatusResponse(
    long RuleId,
    string Name,
    bool IsActive,
    long TimesMatched,
    DateTimeOffset? LastMatchedAt,
    long Problems,
    RuleProblemResponse? LastProblem
)
{
    public static AssignmentRuleStatusResponse Of(AssignmentRule rule, RuleStatus? status) =>
        new(
            rule.Id,
            rule.Name,
            rule.IsActive,
            status?.TimesMatched ?? 0,
            status?.LastMatchedAt,
            status?.Problems ?? 0,
            status?.LastProblem is { } problem ? RuleProblemResponse.Of(problem) : null
        );
}

/// <summary>Something that a rule could not do, or that it was stopped.</summary>
/// <param name="Code">
/// What sort of problem it is: nobody_eligible, change_refused, loop_stopped or too_many_changes.
/// </param>
/// <param name="Message">What is wrong, in a sentence.</param>
/// <param name="TicketId">The ticket, by its number.</param>
/// <param name="At">When.</param>
internal sealed record RuleProblemResponse(
    [property: AllowedValues(
        RuleProblems.NobodyEligible,
        RuleProblems.Refused,
        RuleProblems.Loop,
        RuleProblems.TooManyChanges
    )]
        string Code,
    string Message,
    long TicketId,
    DateTimeOffset At
)
{
    public static RuleProblemResponse Of(RuleProblem problem) =>
        new(problem.Code, problem.Message, problem.TicketId, problem.At);
}
