using Hub.Delivery;
using Hub.Domain;
using Hub.Domain.Assignment;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Assignment;

/// <summary>
/// Counts how rules fare. What was counted is written down every few seconds, so that no ticket waits for a document that all of
/// them would change: a hub that dies takes the counts of those seconds with it.
/// </summary>
internal sealed class RuleTally(IStore store, OptimisticWriter writer, BackgroundLoops loops) : BackgroundService
{
    private const string Loop = "assignment_rule_tally";

    private const string Outage = "How assignment rules fare is not written down; the next round tries again";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private Dictionary<(OrganizationId Organization, long Rule), RuleStatus> counted = [];

    /// <param name="refusal">Why the ticket took nothing of what the rules did to it.</param>
    public void Count(OrganizationId organization, RuleRun run, Refusal? refusal, DateTimeOffset now)
    {
        var ticket = run.Decision.State!.Ticket.Id;
        lock (gate)
        {
            foreach (var rule in run.Matched)
                Add(
                    organization,
                    new RuleStatus
                    {
                        RuleId = rule.Id,
                        TimesMatched = 1,
                        LastMatchedAt = now,
                    }
                );
            foreach (var (rule, problem) in run.Problems)
                Add(organization, Of(rule, problem));
            if (refusal is not null && run.Matched is [.., var last])
                Add(
                    organization,
                    Of(last, new RuleProblem(last.Id, RuleProblems.Refused, refusal.Message, ticket, now))
                );
        }
    }

    /// <summary>How the organization's rules fare, by their ids: what is written down, and what this hub counted since.</summary>
    public async Task<IReadOnlyDictionary<long, RuleStatus>> Of(
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var statuses = new Dictionary<long, RuleStatus>();
        await foreach (var one in store.All(AssignmentRule.Status, organization, new(), cancellation))
            statuses[one.Value.RuleId] = one.Value;
        lock (gate)
            foreach (var ((owner, rule), since) in counted)
                if (owner == organization)
                    statuses[rule] = statuses.TryGetValue(rule, out var written) ? written.And(since) : since;
        return statuses;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await loops.Once(Loop, Outage, WriteDown, cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(Interval, Loop, Outage, WriteDown, stoppingToken);

    private async Task WriteDown(CancellationToken cancellation)
    {
        Dictionary<(OrganizationId Organization, long Rule), RuleStatus> some;
        lock (gate)
            (some, counted) = (counted, []);
        try
        {
            foreach (var ((organization, rule), since) in some)
            {
                await Write(organization, rule, since, cancellation);
                some.Remove((organization, rule));
            }
        }
        finally
        {
            lock (gate)
                foreach (var ((organization, _), since) in some)
                    Add(organization, since);
        }
    }

    private async Task Write(OrganizationId organization, long rule, RuleStatus since, CancellationToken cancellation)
    {
        var (partition, id) = (AssignmentRule.Kind.Partition, RuleStatus.DocumentIdOf(rule));
        await writer.Write(
            organization,
            partition,
            async reading =>
            {
                if (await AssignmentRulesApi.Records.Find(store, organization, rule, reading) is null)
                    return Proposal<RuleStatus>.Keep(since);
                var stored = await store.Get(AssignmentRule.Status, organization, partition, id, reading);
                var next = stored is null ? since : stored.Value.And(since);
                var expected = stored is null ? Expected.Absent : Expected.At(stored.Version);
                return Proposal<RuleStatus>.Write(
                    next,
                    new Commit(organization, partition)
                    {
                        Changes = [new Put<RuleStatus>(AssignmentRule.Status, id, next, expected)],
                    }
                );
            },
            cancellation
        );
    }

    private static RuleStatus Of(AssignmentRule rule, RuleProblem problem) =>
        new()
        {
            RuleId = rule.Id,
            Problems = 1,
            LastProblem = problem,
        };

    private void Add(OrganizationId organization, RuleStatus since)
    {
        var key = (organization, since.RuleId);
        counted[key] = counted.TryGetValue(key, out var before) ? before.And(since) : since;
    }
}
