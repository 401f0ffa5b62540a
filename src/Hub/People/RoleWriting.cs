using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Ports.Store;

namespace Hub.People;

/// <summary>What a change makes of a role, and what becomes of its members.</summary>
/// <param name="IsOfMembersOnly">The role itself stays as it is.</param>
/// <param name="Next">The role as it is to be, worked out once there is something to write; nothing to leave it after all.</param>
internal sealed record RoleEdit(IReadOnlyList<MemberChange> Members, bool IsOfMembersOnly, Func<Role?> Next);

/// <summary>
/// Writes a role together with the members that join or leave it. Changes of one role wait for each other here, and are
/// checked against the versions they were worked out from, so that none is lost to one made on another hub.
/// </summary>
internal sealed class RoleWriting(
    IStore store,
    OptimisticWriter writer,
    Membership membership,
    RoleNesting nesting,
    LargeMembershipChanges large
)
{
    /// <summary>Members written with the role in one commit; a change of more than these is a large one.</summary>
    private const int MembersAtOnce = ChunkedCommits.LargestChunk;

    private readonly KeyedLock roles = new();

    /// <summary>The role as it is between changes: one that is being changed is waited for, or finished.</summary>
    public async ValueTask<Stored<Role>?> Find(
        OrganizationId organization,
        Guid role,
        CancellationToken cancellation
    ) =>
        await store.Role(organization, role, cancellation) is { } stored
            ? await Settled(organization, stored, cancellation)
            : null;

    /// <summary>The same, of a role that is known already.</summary>
    public async ValueTask<Stored<Role>?> Settled(
        OrganizationId organization,
        Stored<Role> stored,
        CancellationToken cancellation
    ) => stored.Value.IsChanging ? await Finish(organization, stored.Value.Uuid, cancellation) : stored;

    /// <summary>The role after the change that is under way; nothing when it is gone.</summary>
    public async Task<Stored<Role>?> Finish(OrganizationId organization, Guid role, CancellationToken cancellation)
    {
        using var turn = await roles.Take(role, cancellation);
        return await large.Finish(organization, role, cancellation);
    }

    public Task<Written<Role>> Create(
        OrganizationId organization,
        Role role,
        IReadOnlyList<MemberChange> members,
        CancellationToken cancellation
    ) =>
        writer.Write(
            organization,
            PeopleDocuments.Partition,
            async cancellation =>
            {
                var plan = await membership.Plan(organization, role.Uuid, members, cancellation);
                return await WhyNot(organization, role.Uuid, plan, cancellation) is { } tooDeep
                    ? tooDeep
                    : await Write(organization, role, Expected.Absent, plan, cancellation);
            },
            cancellation
        );

    /// <param name="edit">What is wanted of the role; nothing to leave it as it is.</param>
    public async Task<Written<Role>> Change(
        Guid role,
        Place<Role> place,
        Func<Role, RoleEdit?> edit,
        CancellationToken cancellation
    )
    {
        using var turn = await roles.Take(role, cancellation);
        return await writer.Change(
            place with
            {
                Find = Settle,
            },
            async stored =>
            {
                if (edit(stored.Value) is not { } wanted)
                    return Proposal<Role>.Keep(stored.Value);
                var plan = await membership.Plan(place.Organization, role, wanted.Members, cancellation);
                if ((wanted.IsOfMembersOnly && plan.IsEmpty) || wanted.Next() is not { } next)
                    return Proposal<Role>.Keep(stored.Value);
                return await WhyNot(place.Organization, role, plan, cancellation) is { } tooDeep
                    ? tooDeep
                    : await Write(place.Organization, next, Expected.At(stored.Version), plan, cancellation);
            },
            cancellation
        );

        async ValueTask<Stored<Role>?> Settle(CancellationToken cancellation) =>
            await place.Find(cancellation) is { } stored
                ? stored.Value.IsChanging
                    ? await large.Finish(place.Organization, role, cancellation)
                    : stored
                : null;
    }

    /// <summary>Takes the role away, from those who have it too; they stay.</summary>
    public async Task<Written<Role>> Delete(Guid role, Place<Role> place, CancellationToken cancellation)
    {
        using var turn = await roles.Take(role, cancellation);
        var written = await writer.Change(
            place,
            async stored =>
            {
                var members =
                    stored.Value.MemberCount <= MembersAtOnce
                        ? await membership.Some(place.Organization, role, MembersAtOnce, cancellation)
                        : [];
                List<Change> gone = [new Delete(PeopleDocuments.Role, stored.Id, Expected.At(stored.Version))];
                if (stored.Value.IsChanging)
                    gone.Add(new Delete(PeopleDocuments.OpenMembership, stored.Id, Expected.Anything));
                var whole = PeopleStore.Commit(place.Organization, [.. gone, .. members]);
                var result = await store.Commit(whole, cancellation);
                if (result is CommitResult.TooLarge)
                    result = await store.Commit(PeopleStore.Commit(place.Organization, gone), cancellation);
                return result is CommitResult.Done ? Proposal<Role>.Keep(stored.Value) : Proposal<Role>.Blocked(result);
            },
            cancellation
        );
        if (!written.IsRefused)
            await Empty(place.Organization, role);
        return written;
    }

    /// <summary>Only roles that join can be nested too deeply.</summary>
    private async ValueTask<Refusal?> WhyNot(
        OrganizationId organization,
        Guid role,
        MembershipChange plan,
        CancellationToken cancellation
    )
    {
        string[] joining = [.. plan.Joining.Where(one => one.Type == PeopleDocuments.Role).Select(one => one.Id)];
        return joining.Length == 0 ? null : await nesting.Check(organization, role, joining, cancellation);
    }

    /// <summary>The role is gone; that some are still written down as its members means nothing, and is cleaned up.</summary>
    private async Task Empty(OrganizationId organization, Guid role)
    {
        // One that has just changed is found again, as it is now.
        while (await membership.Some(organization, role, MembersAtOnce, CancellationToken.None) is { Count: > 0 } some)
            await store.CommitInChunks(organization, PeopleDocuments.Partition, some, CancellationToken.None);
    }

    /// <summary>The role and its members in one commit, or as a large change where one does not take them.</summary>
    private async Task<Proposal<Role>> Write(
        OrganizationId organization,
        Role role,
        Expected expected,
        MembershipChange plan,
        CancellationToken cancellation
    )
    {
        if (plan.Count <= MembersAtOnce)
        {
            var next = plan.ApplyTo(role);
            var put = new Put<Role>(PeopleDocuments.Role, role.Key, next, expected);
            var commit = PeopleStore.Commit(organization, [put, .. plan.Besides(role)]);
            switch (await store.Commit(commit, cancellation))
            {
                case CommitResult.Done done:
                    return Proposal<Role>.Keep(next, done.Versions[0]);
                case CommitResult.TooLarge when !plan.IsEmpty:
                    break;
                case var obstacle:
                    return Proposal<Role>.Blocked(obstacle);
            }
        }
        if (await large.Begin(organization, role, expected, plan, cancellation) is var begun and not CommitResult.Done)
            return Proposal<Role>.Blocked(begun);
        // Decided: it goes on, whether or not anybody still waits for the answer.
        return await large.Finish(organization, role.Uuid, CancellationToken.None) is { } written
            ? Proposal<Role>.Keep(written.Value, written.Version)
            : Proposal<Role>.Blocked(new CommitResult.Stale(PeopleDocuments.Role.Name, role.Key));
    }
}
