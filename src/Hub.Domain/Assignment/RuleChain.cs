using Hub.Domain.Conditions;
using Hub.Domain.Tickets;
using Hub.Domain.Workflows;

namespace Hub.Domain.Assignment;

/// <summary>A rule made ready to be looked at.</summary>
public sealed record ReadyRule(AssignmentRule Rule, ConditionTree Conditions)
{
    public static ReadyRule Of(AssignmentRule rule) => new(rule, ConditionTree.Of(rule.Conditions));

    /// <summary>Whether the ticket is one of its. One that was merged away takes no more changes.</summary>
    public bool Covers(Ticket ticket) => ticket.MergedIntoId is null && Conditions.Admits(ticket);
}

/// <summary>Who is to get a ticket.</summary>
/// <param name="AgentId">Absent where it stays with whomever it is.</param>
/// <param name="Problem">Why nobody is, in a sentence.</param>
/// <param name="OneOf">Those of whom one will, where it shows only then who.</param>
public readonly record struct Choice(long? AgentId, string? Problem = null, IReadOnlyList<long>? OneOf = null);

/// <summary>What came of looking at the rules after one change of a ticket.</summary>
/// <param name="Decision">The ticket with all that rules did to it, in one step.</param>
/// <param name="Matched">The rules that were met, each once.</param>
public sealed record RuleRun(
    Decision<TicketChange> Decision,
    int Acts,
    IReadOnlyList<AssignmentRule> Matched,
    IReadOnlyList<(AssignmentRule Rule, RuleProblem Problem)> Problems
);

/// <summary>
/// Rules one after the other, in rounds: the first is about what happened, each further one about what rules changed in the round
/// before, which is an update like any other. It ends with a round that changes nothing, where a rule stops it, where a round
/// leaves the ticket as it was before, since that would go on without end, and after <see cref="MostActs"/> changes.
/// </summary>
public static class RuleChain
{
    /// <summary>So often rules change a ticket because of one change: as much as one commit holds.</summary>
    public const int MostActs = 8;

    /// <param name="most">So many changes end it.</param>
    /// <param name="rules">The active ones, in their order.</param>
    /// <param name="choose">Who is to get the ticket, by a rule that assigns.</param>
    public static async ValueTask<RuleRun> Run(
        Ticket ticket,
        RuleTrigger trigger,
        IReadOnlyList<ReadyRule> rules,
        Func<AssignmentRule, Ticket, ValueTask<Choice>> choose,
        Workflow workflow,
        DateTimeOffset now,
        int most = MostActs
    )
    {
        var run = new Running(ticket, workflow, now, most);
        var seen = new List<Ticket>();
        if (trigger == RuleTrigger.Updated)
            seen.Add(ticket);
        for (var round = trigger; await run.Round(round, rules, choose); round = RuleTrigger.Updated)
        {
            if (seen.Exists(one => IsSame(one, run.Ticket)))
            {
                run.Stop(RuleProblems.Loop, "rules brought it back to where it was");
                break;
            }
            seen.Add(run.Ticket);
        }
        return run.End();
    }

    /// <summary>Whether rules see both alike.</summary>
    private static bool IsSame(Ticket one, Ticket other) => TicketDifferences.Between(one, other).Count == 0;

    private sealed class Running(Ticket ticket, Workflow workflow, DateTimeOffset now, int most)
    {
        private readonly List<AssignmentRule> matched = [];
        private readonly List<(AssignmentRule, RuleProblem)> problems = [];
        private Decision<TicketChange> done = new TicketChange(ticket);
        private int acts;

        /// <summary>Those that changed something in the last round.</summary>
        private List<AssignmentRule> actors = [];

        public Ticket Ticket => done.State!.Ticket;

        /// <returns>Whether another round is to follow.</returns>
        public async ValueTask<bool> Round(
            RuleTrigger trigger,
            IReadOnlyList<ReadyRule> rules,
            Func<AssignmentRule, Ticket, ValueTask<Choice>> choose
        )
        {
            actors = [];
            foreach (var ready in rules)
            {
                var rule = ready.Rule;
                if (!rule.On.Contains(trigger) || !ready.Covers(Ticket))
                    continue;
                if (!matched.Contains(rule))
                    matched.Add(rule);
                var next = await Follow(rule, choose);
                if (next.State!.HasEffect)
                {
                    actors.Add(rule);
                    if (acts == most)
                    {
                        Stop(RuleProblems.TooManyChanges, $"rules changed it {most} times already");
                        return false;
                    }
                    acts++;
                    done = next.OnTopOf(done);
                }
                if (rule.Stops)
                    return false;
            }
            return actors.Count > 0;
        }

        /// <summary>Reports of the rules of this round that they go on without end.</summary>
        public void Stop(string code, string why)
        {
            var names = string.Join(", ", actors.Select(one => one.Name).Distinct());
            Report(actors[^1], code, $"Stopped at {Ticket.Code}: {why}. The last to change it: {names}.");
        }

        public RuleRun End() => new(done, acts, matched, problems);

        private async ValueTask<Decision<TicketChange>> Follow(
            AssignmentRule rule,
            Func<AssignmentRule, Ticket, ValueTask<Choice>> choose
        )
        {
            var choice = rule.Actions.Assign is null ? default : await choose(rule, Ticket);
            if (choice.Problem is { } nobody)
                Report(rule, RuleProblems.NobodyEligible, nobody);
            return Ticket.Follow(rule, choice.AgentId, workflow, now, complaint =>
                Report(rule, RuleProblems.Refused, complaint)
            );
        }

        private void Report(AssignmentRule rule, string code, string message)
        {
            if (!problems.Exists(one => one.Item1.Id == rule.Id && one.Item2.Code == code))
                problems.Add((rule, new RuleProblem(rule.Id, code, message, Ticket.Id, now)));
        }
    }
}
