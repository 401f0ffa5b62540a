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
    private readonly IStore store;
    private readonly List<RoleRule> rules;
    private readonly WatchedCache<(OrganizationId Organization, Guid Role), RoleEntry> known;

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

    /// <summary>The role and every role that carries it.</summary>
    public async Task<IReadOnlyList<Guid>> Carriers(
        OrganizationId organization,
        Guid role,
        CancellationToken cancellation
    )
    {
        var carriers = new List<Guid> { role };
        for (var index = 0; index < carriers.Count; index++)
        {
            var inside = Filter.Has("groups", Agent.KeyOf(carriers[index]));
            await foreach (var carrier in Every(organization, inside, cancellation))
                if (!carriers.Contains(carrier.Uuid))
                    carriers.Add(carrier.Uuid);
            if (await Find(organization, carriers[index], cancellation) is { } entry)
                foreach (var rule in rules.Where(rule => CaseFolding.Same(rule.Role, entry.Name)))
                await foreach (var carrier in Every(organization, Named(rule.Group), cancellation))
                    if (rule.Fits(carrier.Name) && !carriers.Contains(carrier.Uuid))
                        carriers.Add(carrier.Uuid);
        }
        return carriers;
    }

    public void Dispose() => known.Dispose();

    private async Task<IReadOnlyList<Guid>> ByRule(
        OrganizationId organization,
        string name,
        CancellationToken cancellation
    )
    {
        if (rules.Count == 0)
            return [];
        var found = new List<Guid>();
        foreach (var rule in rules.Where(rule => rule.Fits(name)))
        await foreach (var role in Every(organization, Named(rule.Role), cancellation))
            found.Add(role.Uuid);
        return found;
    }

    private static Filter Named(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? Filter.Equal("display_name", Domain.Documents.FieldValue.Folded(pattern))
            : new Filter.Compare(
                "display_name",
                Comparison.StartsWith,
                Domain.Documents.FieldValue.Folded(pattern[..star])
            );
    }

    private IAsyncEnumerable<Role> Every(OrganizationId organization, Filter filter, CancellationToken cancellation)
    {
        var query = new Query { Partition = PeopleDocuments.Partition, Filter = filter };
        return store.All(PeopleDocuments.Role, organization, query, cancellation).Select(static role => role.Value);
    }

    private async ValueTask<RoleEntry?> Read(
        (OrganizationId Organization, Guid Role) key,
        CancellationToken cancellation
    ) =>
        await store.Role(key.Organization, key.Role, cancellation) is { Value: var role }
            ? new RoleEntry(role.Uuid, role.Id, role.Name, role.ParentIds)
            : null;
}
