using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.People;

/// <summary>Finds those who were put into a role.</summary>
internal static class MembershipQuery
{
    public static Query Of(string role) =>
        new() { Partition = PeopleDocuments.Partition, Filter = Filter.Has("groups", role) };
}

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

    /// <summary>The role after it. One that is put into itself is one document, and has its place with itself.</summary>
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

/// <summary>Works out who has to join and leave a role for what was asked to be so.</summary>
internal sealed class Membership(IStore store)
{
    public async Task<MembershipChange> Plan(
        OrganizationId organization,
        Guid role,
        IReadOnlyList<MemberChange> changes,
        CancellationToken cancellation
    )
    {
        if (changes.Count == 0)
            return MembershipChange.None;
        var wanted = new WantedMembers();
        foreach (var change in changes)
            wanted.Take(
                change is MemberChange.RemoveWhere where
                    ? new MemberChange.Remove(await Select(organization, role, where, cancellation))
                    : change
            );
        var joining = new List<Change>();
        var leaving = new List<Change>();
        await foreach (var agent in Concerned(PeopleDocuments.Agent, organization, role, wanted, cancellation))
            Sort(
                agent,
                agent.Value.RoleIds,
                () => agent.Write(agent.Value.Join(role)),
                () => agent.Write(agent.Value.Leave(role))
            );
        await foreach (var inside in Concerned(PeopleDocuments.Role, organization, role, wanted, cancellation))
            Sort(
                inside,
                inside.Value.ParentIds,
                () => inside.Write(inside.Value.Join(role)),
                () => inside.Write(inside.Value.Leave(role))
            );
        return new MembershipChange(joining, leaving);

        void Sort<T>(Stored<T> member, IReadOnlyList<Guid> roles, Func<Change> join, Func<Change> leave)
        {
            var isIn = roles.Contains(role);
            if (!isIn && wanted.Joins(member.Id))
                joining.Add(join());
            else if (isIn && wanted.Leaves(member.Id))
                leaving.Add(leave());
        }
    }

    /// <summary>Everybody in a role that is about to go, some at a time.</summary>
    public async Task<IReadOnlyList<Change>> Some(
        OrganizationId organization,
        Guid role,
        int most,
        CancellationToken cancellation
    )
    {
        var query = MembershipQuery.Of(Agent.KeyOf(role)) with { Limit = most };
        var agents = await store.Query(PeopleDocuments.Agent, organization, query, cancellation);
        var roles = await store.Query(PeopleDocuments.Role, organization, query, cancellation);
        return
        [
            .. agents.Items.Select(agent => agent.Write(agent.Value.Leave(role))),
            .. roles
                .Items.Where(other => other.Value.Uuid != role)
                .Select(other => other.Write(other.Value.Leave(role))),
        ];
    }

    /// <summary>Whoever is named, and where all others leave, whoever is in.</summary>
    private async IAsyncEnumerable<Stored<T>> Concerned<T>(
        DocumentType<T> type,
        OrganizationId organization,
        Guid role,
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
        await foreach (var member in store.All(type, organization, MembershipQuery.Of(Agent.KeyOf(role)), cancellation))
            if (seen.Add(member.Id))
                yield return member;
    }

    /// <summary>The members that fit.</summary>
    private async Task<IReadOnlyList<string>> Select(
        OrganizationId organization,
        Guid role,
        MemberChange.RemoveWhere where,
        CancellationToken cancellation
    )
    {
        var found = new List<string>();
        await Find(PeopleDocuments.Agent, where.Agents);
        await Find(PeopleDocuments.Role, where.Roles);
        return found;

        async Task Find<T>(DocumentType<T> type, Filter condition)
            where T : class
        {
            var query = MembershipQuery.Of(Agent.KeyOf(role));
            query = query with { Filter = new Filter.And([query.Filter, condition]) };
            await foreach (var member in store.All(type, organization, query, cancellation))
                found.Add(member.Id);
        }
    }
}
