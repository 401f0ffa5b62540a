using Hub.Delivery;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Scim;
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
    private readonly IdleCache<(OrganizationId, Guid), RoleEntry?> known;
    private readonly IDisposable watch;
    private long changes;

    public RoleDirectory(IStore store, IOptions<ScimOptions> options, TimeProvider time)
    {
        this.store = store;
        known = new(time);
        rules = options.Value.RoleRules;
        watch = store.Watch(PeopleDocuments.Role, Forget);
    }

    public ValueTask<RoleEntry?> Find(OrganizationId organization, Guid role, CancellationToken cancellation) =>
        known.TryGet((organization, role), out var entry) ? new(entry) : Load(organization, role, cancellation);

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
                foreach (
                    var rule in rules.Where(rule => rule.Role.Equals(entry.Name, StringComparison.OrdinalIgnoreCase))
                )
                await foreach (var carrier in Every(organization, Named(rule.Group), cancellation))
                    if (rule.Fits(carrier.Name) && !carriers.Contains(carrier.Uuid))
                        carriers.Add(carrier.Uuid);
        }
        return carriers;
    }

    public void Dispose() => watch.Dispose();

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

    private async IAsyncEnumerable<Role> Every(
        OrganizationId organization,
        Filter filter,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var query = new Query
        {
            Partition = PeopleDocuments.Partition,
            Filter = filter,
            Limit = 500,
        };
        do
        {
            var page = await store.Query(PeopleDocuments.Role, organization, query, cancellation);
            foreach (var role in page.Items)
                yield return role.Value;
            query = query with { After = page.Next };
        } while (query.After is not null);
    }

    private async ValueTask<RoleEntry?> Load(OrganizationId organization, Guid uuid, CancellationToken cancellation)
    {
        var before = Volatile.Read(ref changes);
        var stored = await store.Get(
            PeopleDocuments.Role,
            organization,
            PeopleDocuments.Partition,
            Agent.KeyOf(uuid),
            cancellation
        );
        var entry = stored is { Value: var role } ? new RoleEntry(role.Uuid, role.Id, role.Name, role.ParentIds) : null;
        known.Set((organization, uuid), entry);
        // Something changed while it was read: it answers this request, and is not remembered.
        if (Volatile.Read(ref changes) != before)
            known.Forget((organization, uuid));
        return entry;
    }

    private void Forget(ChangedDocument changed)
    {
        Interlocked.Increment(ref changes);
        if (Guid.TryParse(changed.Id, out var uuid))
            known.Forget((changed.Organization, uuid));
    }
}
