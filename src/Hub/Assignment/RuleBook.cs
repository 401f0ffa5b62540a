using Hub.Delivery;
using Hub.Domain.Assignment;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Assignment;

/// <summary>
/// The active rules of organizations, remembered: every change of a ticket asks for them, and an organization without rules pays
/// nothing for that.
/// </summary>
internal sealed class RuleBook : IDisposable
{
    private readonly IStore store;
    private readonly WatchedCache<OrganizationId, ActiveRules> known;

    public RuleBook(IStore store, TimeProvider time)
    {
        this.store = store;
        known = new(
            store,
            AssignmentRule.Kind.Document,
            changed => changed.Organization,
            async (organization, cancellation) => await Read(organization, cancellation),
            time
        );
    }

    public async ValueTask<ActiveRules> Of(OrganizationId organization, CancellationToken cancellation) =>
        (await known.Get(organization, cancellation))!;

    /// <summary>All rules, in the order in which they are looked at.</summary>
    public static async Task<IReadOnlyList<AssignmentRule>> All(
        IStore store,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var rules = new List<AssignmentRule>();
        await foreach (var one in store.All(AssignmentRule.Kind.Document, organization, new Query(), cancellation))
            rules.Add(one.Value);
        return [.. rules.OrderBy(one => one.Position).ThenBy(one => one.Id)];
    }

    public void Dispose() => known.Dispose();

    private async Task<ActiveRules> Read(OrganizationId organization, CancellationToken cancellation) =>
        new([.. (await All(store, organization, cancellation)).Where(one => one.IsActive).Select(ReadyRule.Of)]);
}

/// <summary>The rules of an organization that are looked at, in their order.</summary>
internal sealed record ActiveRules(IReadOnlyList<ReadyRule> Rules)
{
    /// <summary>Whether any is looked at then.</summary>
    public bool Hear(RuleTrigger trigger)
    {
        foreach (var one in Rules)
            if (one.Rule.On.Contains(trigger))
                return true;
        return false;
    }
}
