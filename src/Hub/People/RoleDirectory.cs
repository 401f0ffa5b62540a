using Hub.Delivery;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Domain.Text;
using Hub.Ports.Store;
using Hub.Records;
using Microsoft.Extensions.Options;

namespace Hub.People;

/// <summary>What others need to know of a role.</summary>
internal sealed record RoleEntry(Guid Uuid, long Id, string Name, IReadOnlyList<Guid> ParentIds);

/// <summary>A role that somebody has.</summary>
/// <param name="IsDirect">Not only through another role.</param>
internal sealed record HeldRole(RoleEntry Role, bool IsDirect);

/// <summary>
/// Roles by their uuid, remembered one by one, and which roles follow from which: a role that was put into another one
/// carries that one too, and a rule of the configuration counts as such a place.
/// </summary>
internal sealed class RoleDirectory : IDisposable
{
    private const int AtOnce = 500;

    private readonly IStore store;
    private readonly List<RoleRule> rules;
    private readonly WatchedCache<(OrganizationId Organization, Guid Role), RoleEntry> known;
    private readonly WatchedCache<(OrganizationId Organization, int Rule), Guid[]> given;

    public RoleDirectory(IStore store, IOptions<RoleRuleOptions> options, TimeProvider time)
    {
        this.store = store;
        rules = options.Value.RoleRules;
        known = new(
            store,
            PeopleDocuments.Role,
            static changed => (changed.Organization, Guid.Parse(changed.Id)),
            Read,
            time,
            remembersAbsence: true
        );
        given = new(store, ReadGiven, time);
        given.Watch(PeopleDocuments.Role, changed =>
        {
            for (var rule = 0; rule < rules.Count; rule++)
                given.Forget((changed.Organization, rule));
        });
    }

    public ValueTask<RoleEntry?> Find(OrganizationId organization, Guid role, CancellationToken cancellation) =>
        known.Get((organization, role), cancellation);

    /// <summary>The roles themselves and all that follow from them, each once. Roles that are gone, or that go in circles, do no harm.</summary>
    public async ValueTask<IReadOnlyList<HeldRole>> Held(
        OrganizationId organization,
        IReadOnlyList<Guid> direct,
        CancellationToken cancellation
    )
    {
        if (direct.Count == 0)
            return [];
        var held = new List<HeldRole>(direct.Count);
        var seen = new HashSet<Guid>(direct);
        var open = new Queue<Guid>(direct);
        for (var number = 0; open.TryDequeue(out var uuid); number++)
        {
            if (await Find(organization, uuid, cancellation) is not { } role)
                continue;
            held.Add(new(role, number < direct.Count));
            foreach (var parent in role.ParentIds)
                if (seen.Add(parent))
                    open.Enqueue(parent);
            foreach (var parent in await ByRule(organization, role.Name, cancellation))
                if (seen.Add(parent))
                    open.Enqueue(parent);
        }
        return held;
    }

    /// <summary>
    /// The roles and every role that carries one of them, level by level, so that it costs as many questions as roles are
    /// nested deep and not as many as there are.
    /// </summary>
    public async Task<IReadOnlySet<Guid>> Carriers(
        OrganizationId organization,
        IReadOnlyCollection<Guid> roles,
        CancellationToken cancellation
    )
    {
        var carriers = new HashSet<Guid>(roles);
        var followed = new HashSet<RoleRule>();
        var level = new List<RoleEntry>();
        foreach (var role in roles)
            if (await Find(organization, role, cancellation) is { } entry)
                level.Add(entry);
        while (level.Count > 0)
        {
            var next = new List<RoleEntry>();
            foreach (var some in level.Chunk(AtOnce))
            {
                var keys = some.Select(role => FieldValue.Text(Agent.KeyOf(role.Uuid)));
                var inside = new Filter.Any("groups", new Filter.In("value", [.. keys]));
                await foreach (var carrier in Every(organization, inside, cancellation))
                    Take(carrier);
            }
            foreach (var rule in rules.Where(rule => level.Exists(role => rule.Gives(role.Name)) && followed.Add(rule)))
            await foreach (var carrier in Every(organization, Named(rule.Group), cancellation))
                if (rule.Fits(carrier.Name))
                    Take(carrier);
            level = next;

            void Take(Role carrier)
            {
                if (carriers.Add(carrier.Uuid))
                    next.Add(EntryOf(carrier));
            }
        }
        return carriers;
    }

    public void Dispose()
    {
        known.Dispose();
        given.Dispose();
    }

    private async ValueTask<IReadOnlyList<Guid>> ByRule(
        OrganizationId organization,
        string name,
        CancellationToken cancellation
    )
    {
        if (rules.Count == 0)
            return [];
        var found = new List<Guid>();
        for (var rule = 0; rule < rules.Count; rule++)
            if (rules[rule].Fits(name) && await given.Get((organization, rule), cancellation) is { } roles)
                found.AddRange(roles);
        return found;
    }

    private async ValueTask<Guid[]?> ReadGiven(
        (OrganizationId Organization, int Rule) key,
        CancellationToken cancellation
    )
    {
        var found = new List<Guid>();
        await foreach (var role in Every(key.Organization, Named(rules[key.Rule].Role), cancellation))
            found.Add(role.Uuid);
        return [.. found];
    }

    private static Filter Named(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? Filter.Equal("display_name", FieldValue.Folded(pattern))
            : new Filter.Compare("display_name", Comparison.StartsWith, FieldValue.Folded(pattern[..star]));
    }

    private IAsyncEnumerable<Role> Every(OrganizationId organization, Filter filter, CancellationToken cancellation)
    {
        var query = new Query { Partition = PeopleDocuments.Partition, Filter = filter };
        return store.All(PeopleDocuments.Role, organization, query, cancellation).Select(static role => role.Value);
    }

    private async ValueTask<RoleEntry?> Read(
        (OrganizationId Organization, Guid Role) key,
        CancellationToken cancellation
    ) => await store.Role(key.Organization, key.Role, cancellation) is { Value: var role } ? EntryOf(role) : null;

    private static RoleEntry EntryOf(Role role) => new(role.Uuid, role.Id, role.Name, role.ParentIds);
}
