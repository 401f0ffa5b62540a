using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Assignment;
using Hub.Domain.Events;
using Hub.Domain.Tests.Tickets;
using Hub.Domain.Tickets;
using Hub.Domain.Workflows;
using Xunit;

namespace Hub.Domain.Tests.Assignment;

/// <summary>Rules one after the other, whatever they say.</summary>
public sealed class RuleChainTests
{
    private static readonly string[] Tags = ["a", "b", "c"];

    private static readonly Gen<AssignmentRule> Rules =
        from asked in Gen.Elements(Tags)
        from isAbsent in Gen.Elements(true, false)
        from triggers in Gen.Elements<IReadOnlyList<RuleTrigger>>(
            [RuleTrigger.Created],
            [RuleTrigger.Updated],
            [RuleTrigger.Created, RuleTrigger.Updated]
        )
        from added in Gen.SubListOf(Tags)
        from removed in Gen.SubListOf(Tags)
        from priority in Gen.Elements<TicketPriority?>(null, TicketPriority.Low, TicketPriority.High)
        from status in Gen.Elements(null, "open", "pending", "resolved", "closed")
        from assigns in Gen.Elements(true, false)
        from stops in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new AssignmentRule
        {
            Name = "Example",
            On = triggers,
            Conditions = Some.Json(
                $$"""{"field":"tags","operator":"{{(isAbsent ? "not_contains" : "contains")}}","value":"{{asked}}"}"""
            ),
            Actions = new RuleActions
            {
                AddTags = [.. added],
                RemoveTags = [.. removed],
                Priority = priority,
                StatusId = status,
                Assign = assigns ? new RuleAssignment(AssignmentMethod.RoundRobin) : null,
            },
            Stops = stops,
        };

    private static readonly Gen<Example> Examples =
        from rules in Rules.ListOf(6)
        from trigger in Gen.Elements(RuleTrigger.Created, RuleTrigger.Updated)
        from agents in Gen.Choose(0, 20).ListOf(40)
        select new Example([.. rules.Select((rule, index) => rule with { Id = index + 1 })], trigger, [.. agents]);

    [Fact]
    public void They_always_end_after_few_changes() =>
        Hold(example =>
        {
            var run = example.Run();
            return run.Acts <= RuleChain.MostActs
                && run.Decision.State!.Timeline.Count <= RuleChain.MostActs * 4
                && run.Decision.Events.Count <= RuleChain.MostActs * 5;
        });

    [Fact]
    public void Where_nothing_was_stopped_a_further_update_changes_nothing_more() =>
        Hold(example =>
        {
            var run = example.Run();
            if (run.Matched.Any(rule => rule.Stops) || run.Problems.Any(one => IsStop(one.Problem)))
                return true;
            var ticket = run.Decision.State!.Ticket;
            // Whoever was chosen has it: the next choice is the same.
            var again = new Example(example.Rules, RuleTrigger.Updated, [ticket.AssigneeId ?? 0]).Run(ticket);
            return run.Acts == 0 || !again.Decision.State!.HasEffect;
        });

    [Fact]
    public void What_is_stopped_is_reported_once_and_by_a_rule_that_changed_something() =>
        Hold(example =>
        {
            var run = example.Run();
            var stops = run.Problems.Where(one => IsStop(one.Problem)).ToList();
            return stops.Count == 0 || (stops.Count == 1 && run.Acts > 0 && run.Matched.Contains(stops[0].Rule));
        });

    [Fact]
    public void Every_change_and_event_is_a_rule_s_and_shows_the_ticket_at_the_end() =>
        Hold(example =>
        {
            var run = example.Run();
            var ticket = run.Decision.State!.Ticket;
            return run.Decision.State.Timeline.All(line => line.Actor.Kind == Actor.Rule)
                && run.Decision.Events.All(one =>
                    one.Actor.Kind == Actor.Rule && TicketDifferences.Between(one.About<Ticket>()!, ticket).Count == 0
                );
        });

    [Fact]
    public async Task A_chain_of_rules_in_the_wrong_order_still_comes_to_its_end()
    {
        IReadOnlyList<AssignmentRule> rules = [Step(1, "b", "c"), Step(2, "a", "b")];
        var run = await RuleChain.Run(
            Tagged("a"),
            RuleTrigger.Updated,
            [.. rules.Select(ReadyRule.Of)],
            (_, _) => default,
            Workflow.Default,
            Some.Now
        );

        Assert.Equal(["c"], run.Decision.State!.Ticket.Tags);
        Assert.Equal((2, 0), (run.Acts, run.Problems.Count));
    }

    [Fact]
    public async Task Rules_on_creation_alone_that_change_nothing_in_the_end_are_no_loop()
    {
        IReadOnlyList<AssignmentRule> rules = [Step(1, "a", "b"), Step(2, "b", "a")];
        var run = await RuleChain.Run(
            Tagged("a"),
            RuleTrigger.Created,
            [.. rules.Select(rule => ReadyRule.Of(rule with { On = [RuleTrigger.Created] }))],
            (_, _) => default,
            Workflow.Default,
            Some.Now
        );

        Assert.Equal((2, 0), (run.Acts, run.Problems.Count));
    }

    [Fact]
    public async Task A_merged_ticket_is_no_rule_s()
    {
        var run = await RuleChain.Run(
            Some.Merged() with
            {
                Tags = ["a"],
            },
            RuleTrigger.Updated,
            [ReadyRule.Of(Step(1, "a", "b"))],
            (_, _) => default,
            Workflow.Default,
            Some.Now
        );

        Assert.Equal((0, 0, 0), (run.Acts, run.Problems.Count, run.Matched.Count));
    }

    private static Ticket Tagged(params string[] tags) => Some.Ticket() with { Tags = tags };

    private static AssignmentRule Step(long id, string from, string to) =>
        new()
        {
            Id = id,
            Name = $"{from} to {to}",
            On = [RuleTrigger.Updated],
            Conditions = Some.Json($$"""{"field":"tags","operator":"contains","value":"{{from}}"}"""),
            Actions = new RuleActions { AddTags = [to], RemoveTags = [from] },
        };

    private static bool IsStop(RuleProblem problem) => problem.Code is RuleProblems.Loop or RuleProblems.TooManyChanges;

    private static void Hold(Func<Example, bool> holds) =>
        Prop.ForAll(Examples.ToArbitrary(), holds).QuickCheckThrowOnFailure();

    /// <param name="Agents">Who is chosen, time after time; 0 for nobody.</param>
    private sealed record Example(IReadOnlyList<AssignmentRule> Rules, RuleTrigger Trigger, IReadOnlyList<long> Agents)
    {
        public Example(IReadOnlyList<AssignmentRule> rules, RuleTrigger trigger, IReadOnlyList<int> agents)
            : this(rules, trigger, [.. agents.Select(one => (long)one)]) { }

        public RuleRun Run(Ticket? ticket = null)
        {
            var turn = 0;
            return RuleChain
                .Run(
                    ticket ?? Tagged("a"),
                    Trigger,
                    [.. Rules.Select(ReadyRule.Of)],
                    (_, _) =>
                        new ValueTask<Choice>(
                            Agents[turn++ % Agents.Count] is var agent and > 0
                                ? new Choice(agent)
                                : new Choice(null, "Nobody is there.")
                        ),
                    Workflow.Default,
                    Some.Now
                )
                .AsTask()
                .GetAwaiter()
                .GetResult();
        }
    }
}
