using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.People;
using Hub.Ports.Store;
using Hub.Scim.Filters;
using Hub.Scim.Listing;
using Hub.Scim.Patching;
using Hub.Scim.Schemas;

namespace Hub.Scim.Groups;

/// <summary>The documents that a change of members changes: those who come and those who go.</summary>
internal sealed record MembershipChange(IReadOnlyList<Change> Joining, IReadOnlyList<Change> Leaving)
{
    public static readonly MembershipChange None = new([], []);

    public bool IsEmpty => Joining.Count == 0 && Leaving.Count == 0;

    public int Count => Joining.Count + Leaving.Count;

    /// <summary>The first of it, and what is left.</summary>
    public (MembershipChange First, MembershipChange Others) Split(int most)
    {
        var joining = Math.Min(most, Joining.Count);
        var leaving = Math.Min(most - joining, Leaving.Count);
        return (
            new([.. Joining.Take(joining)], [.. Leaving.Take(leaving)]),
            new([.. Joining.Skip(joining)], [.. Leaving.Skip(leaving)])
        );
    }

    /// <summary>The group after it. One that is put into itself is one document, and has its place with itself.</summary>
    public Role ApplyTo(Role role)
    {
        var counted = role.Count(Joining.Count - Leaving.Count);
        return Joining.Any(change => change.Id == role.Key) ? counted.Join(role.Uuid)
            : Leaving.Any(change => change.Id == role.Key) ? counted.Leave(role.Uuid)
            : counted;
    }

    /// <summary>The other documents that it changes.</summary>
    public IEnumerable<Change> Besides(Role role) => Joining.Concat(Leaving).Where(change => change.Id != role.Key);
}

/// <summary>Works out who has to join and leave a group for what was asked to be so.</summary>
internal sealed class Membership(IStore store, SchemaCatalogue catalogue)
{
    private const int AtOnce = 500;

    public async Task<ScimResult<MembershipChange>> Plan(
        OrganizationId organization,
        Guid group,
        IReadOnlyList<MemberChange> changes,
        CancellationToken cancellation
    )
    {
        if (changes.Count == 0)
            return MembershipChange.None;
        var wanted = new WantedMembers();
        foreach (var change in changes)
        {
            if (change is MemberChange.RemoveWhere where)
            {
                var selected = await Select(organization, group, where.Filter, cancellation);
                if (selected.IsError)
                    return selected.Error;
                wanted.Take(new MemberChange.Remove(selected.Value));
            }
            else
                wanted.Take(change);
        }
        var key = Agent.KeyOf(group);
        var joining = new List<Change>();
        var leaving = new List<Change>();
        await foreach (var agent in Concerned(PeopleDocuments.Agent, organization, key, wanted, cancellation))
            Sort(
                wanted,
                agent,
                agent.Value.RoleIds,
                () => agent.Write(agent.Value.Join(group)),
                () => agent.Write(agent.Value.Leave(group))
            );
        await foreach (var role in Concerned(PeopleDocuments.Role, organization, key, wanted, cancellation))
            Sort(
                wanted,
                role,
                role.Value.ParentIds,
                () => role.Write(role.Value.Join(group)),
                () => role.Write(role.Value.Leave(group))
            );
        return new MembershipChange(joining, leaving);

        void Sort<T>(
            WantedMembers wants,
            Stored<T> member,
            IReadOnlyList<Guid> groups,
            Func<Change> join,
            Func<Change> leave
        )
        {
            var isIn = groups.Contains(group);
            if (!isIn && wants.Joins(member.Id))
                joining.Add(join());
            else if (isIn && wants.Leaves(member.Id))
                leaving.Add(leave());
        }
    }

    /// <summary>Everybody in a group that is about to go, some at a time.</summary>
    public async Task<IReadOnlyList<Change>> Some(
        OrganizationId organization,
        Guid group,
        int most,
        CancellationToken cancellation
    )
    {
        var query = MembershipQuery.Of(Agent.KeyOf(group)) with { Limit = most };
        var agents = await store.Query(PeopleDocuments.Agent, organization, query, cancellation);
        var roles = await store.Query(PeopleDocuments.Role, organization, query, cancellation);
        return
        [
            .. agents.Items.Select(agent => agent.Write(agent.Value.Leave(group))),
            .. roles.Items.Where(role => role.Value.Uuid != group).Select(role => role.Write(role.Value.Leave(group))),
        ];
    }

    private async IAsyncEnumerable<Stored<T>> Concerned<T>(
        DocumentType<T> type,
        OrganizationId organization,
        string group,
        WantedMembers wanted,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
        where T : class
    {
        var seen = new HashSet<string>();
        foreach (var member in await store.ByKeys(type, organization, wanted.Named, cancellation))
            if (seen.Add(member.Id))
                yield return member;
        if (!wanted.IsReplacement)
            yield break;
        var query = MembershipQuery.Of(group) with { Limit = AtOnce };
        do
        {
            var page = await store.Query(type, organization, query, cancellation);
            foreach (var member in page.Items)
                if (seen.Add(member.Id))
                    yield return member;
            query = query with { After = page.Next };
        } while (query.After is not null);
    }

    /// <summary>The members that a value filter selects.</summary>
    private async Task<ScimResult<IReadOnlyList<string>>> Select(
        OrganizationId organization,
        Guid group,
        FilterExpression filter,
        CancellationToken cancellation
    )
    {
        var ids = new List<string>();
        if (await Select(PeopleDocuments.Agent, "shown_name", "User", ids) is { } error)
            return error;
        if (await Select(PeopleDocuments.Role, "display_name", "Group", ids) is { } other)
            return other;
        return ScimResult<IReadOnlyList<string>>.Of(ids);

        async Task<ScimError?> Select<T>(DocumentType<T> type, string display, string kind, List<string> found)
            where T : class
        {
            var list = catalogue.Group.Attribute("members")!;
            var translation = new ElementTranslation(list, RelatedFilters.Field(display, kind));
            var condition = translation.Translate(filter);
            if (translation.Error is not null)
                return translation.Error;
            var query = MembershipQuery.Of(Agent.KeyOf(group));
            query = query with { Filter = new Filter.And([query.Filter, condition]), Limit = AtOnce };
            do
            {
                var page = await store.Query(type, organization, query, cancellation);
                found.AddRange(page.Items.Select(item => item.Id));
                query = query with { After = page.Next };
            } while (query.After is not null);
            return null;
        }
    }
}

/// <summary>What a list of member changes comes to in the end.</summary>
internal sealed class WantedMembers
{
    private readonly HashSet<string> joining = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> leaving = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whoever is not named leaves.</summary>
    public bool IsReplacement { get; private set; }

    public IReadOnlyCollection<string> Named =>
        [
            .. joining
                .Concat(leaving)
                .Select(id => id.ToLowerInvariant())
                .Where(id => Guid.TryParseExact(id, "D", out _)),
        ];

    public bool Joins(string id) => joining.Contains(id);

    public bool Leaves(string id) => leaving.Contains(id) || (IsReplacement && !joining.Contains(id));

    public void Take(MemberChange change)
    {
        switch (change)
        {
            case MemberChange.Add add:
                joining.UnionWith(add.Ids);
                leaving.ExceptWith(add.Ids);
                break;
            case MemberChange.Remove remove:
                leaving.UnionWith(remove.Ids);
                joining.ExceptWith(remove.Ids);
                break;
            case MemberChange.Replace replace:
                IsReplacement = true;
                joining.Clear();
                leaving.Clear();
                joining.UnionWith(replace.Ids);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change));
        }
    }
}
