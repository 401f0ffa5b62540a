using System.Text.Json.Nodes;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.People;
using Hub.Ports.Store;
using Hub.Scim.Patching;
using Hub.Scim.Resources;
using Hub.Wire;

namespace Hub.Scim.Groups;

/// <summary>
/// Writes a role together with the members that join or leave it. Changes of one group wait for each other here, and are
/// checked against the versions they were worked out from, so that none is lost to one made on another hub.
/// </summary>
internal sealed class GroupWriting(
    IStore store,
    GroupDetails details,
    GroupRendering rendering,
    Membership membership,
    LargeChanges large,
    TimeProvider clock
)
{
    /// <summary>Members written with the group in one commit; a change of more than these is a large one.</summary>
    private const int MembersAtOnce = ChunkedCommits.LargestChunk;

    private readonly KeyedLock groups = new();

    /// <summary>For changes that found a member changed by another group's: those wait for each other too.</summary>
    private readonly KeyedLock crowds = new();

    /// <summary>The group as it is between changes: one that is being changed is waited for, or finished.</summary>
    public async ValueTask<Stored<Role>?> Find(ScimRequest request, string id, CancellationToken cancellation)
    {
        if (await Read(request, id, cancellation) is not { } stored)
            return null;
        return await Settled(request.Caller.Organization.Id, stored, cancellation);
    }

    /// <summary>The same, of a group that is known already.</summary>
    public async ValueTask<Stored<Role>?> Settled(
        OrganizationId organization,
        Stored<Role> stored,
        CancellationToken cancellation
    )
    {
        return stored.Value.IsChanging ? await Finish(organization, stored.Value.Uuid, cancellation) : stored;
    }

    /// <summary>The group after the change that is under way; nothing when it is gone.</summary>
    public async Task<Stored<Role>?> Finish(OrganizationId organization, Guid role, CancellationToken cancellation)
    {
        using var turn = await groups.Take(Agent.KeyOf(role), cancellation);
        return await large.Finish(organization, role, cancellation);
    }

    public async Task<ScimResult<Rendered>> Create(
        ScimRequest request,
        Role role,
        MemberChange members,
        CancellationToken cancellation
    )
    {
        using var retry = RetryFor(request);
        while (true)
        {
            var plan = await membership.Plan(request.Caller.Organization.Id, role.Uuid, [members], cancellation);
            if (plan.IsError)
                return plan.Error;
            var (made, conflict) = await Write(request, role, Expected.Absent, plan.Value, cancellation);
            if (conflict is CommitResult.Stale && await retry.IsLeft(cancellation))
                continue;
            return made is null ? conflict!.ToScim() : await rendering.Render(request, made, cancellation);
        }
    }

    public async Task<ScimResult<Rendered>> Change(
        ScimRequest request,
        string id,
        Func<JsonObject, ScimResult<GroupChange>> change,
        CancellationToken cancellation
    )
    {
        using var turn = await groups.Take(id, cancellation);
        using var retry = RetryFor(request);
        while (true)
        {
            if (await Read(request, id, cancellation) is not { } stored)
                return Missing(id);
            if (stored.Value.IsChanging)
            {
                await large.Finish(request.Caller.Organization.Id, stored.Value.Uuid, cancellation);
                continue;
            }
            if (request.Check(stored.Version) is { } changed)
                return changed;
            var before = GroupDetails.Attributes(stored.Value);
            var after = change(before);
            if (after.IsError)
                return after.Error;
            var plan = await membership.Plan(
                request.Caller.Organization.Id,
                stored.Value.Uuid,
                after.Value.Members,
                cancellation
            );
            if (plan.IsError)
                return plan.Error;
            if (plan.Value.IsEmpty && JsonNode.DeepEquals(before, after.Value.Resource))
                return await rendering.Render(request, stored, cancellation);
            var told = details.Of(after.Value.Resource, stored.Value);
            if (told.IsError)
                return told.Error;
            var decision = stored.Value.Change(told.Value, clock.Now());
            if (decision.IsRefused)
                return decision.Refusal.ToScim();
            var expected = Expected.At(stored.Version);
            var (written, conflict) = await Write(request, decision.State, expected, plan.Value, cancellation);
            if (conflict is CommitResult.Stale && await retry.IsLeft(cancellation))
                continue;
            return written is null ? conflict!.ToScim() : await rendering.Render(request, written, cancellation);
        }
    }

    public async Task<ScimError?> Delete(ScimRequest request, string id, CancellationToken cancellation)
    {
        using var turn = await groups.Take(id, cancellation);
        using var retry = RetryFor(request);
        var organization = request.Caller.Organization.Id;
        while (true)
        {
            if (await Read(request, id, cancellation) is not { } stored)
                return Missing(id);
            if (request.Check(stored.Version) is { } changed)
                return changed;
            var members =
                stored.Value.MemberCount <= MembersAtOnce
                    ? await membership.Some(organization, stored.Value.Uuid, MembersAtOnce, cancellation)
                    : [];
            List<Change> gone = [new Delete(PeopleDocuments.Role, stored.Id, Expected.At(stored.Version))];
            if (stored.Value.IsChanging)
                gone.Add(new Delete(PeopleDocuments.OpenMembership, stored.Id, Expected.Anything));
            var result = await store.Commit(PeopleStore.Commit(organization, [.. gone, .. members]), cancellation);
            if (result is CommitResult.TooLarge)
                result = await store.Commit(PeopleStore.Commit(organization, gone), cancellation);
            if (result is CommitResult.Stale && await retry.IsLeft(cancellation))
                continue;
            if (result is not CommitResult.Done)
                return result.ToScim();
            await Empty(organization, stored.Value.Uuid);
            return null;
        }
    }

    /// <summary>The role is gone; that some are still written down as its members means nothing, and is cleaned up.</summary>
    private async Task Empty(OrganizationId organization, Guid role)
    {
        // One that has just changed is found again, as it is now.
        while (await membership.Some(organization, role, MembersAtOnce, CancellationToken.None) is { Count: > 0 } some)
            await store.CommitInChunks(organization, PeopleDocuments.Partition, some, CancellationToken.None);
    }

    /// <summary>The group and its members in one commit, or as a large change where one does not take them.</summary>
    private async Task<(Stored<Role>? Written, CommitResult? Conflict)> Write(
        ScimRequest request,
        Role role,
        Expected expected,
        MembershipChange plan,
        CancellationToken cancellation
    )
    {
        var organization = request.Caller.Organization.Id;
        if (plan.Count <= MembersAtOnce)
        {
            var next = plan.ApplyTo(role);
            var put = new Put<Role>(PeopleDocuments.Role, role.Key, next, expected);
            var commit = PeopleStore.Commit(organization, [put, .. plan.Besides(role)]);
            switch (await store.Commit(commit, cancellation))
            {
                case CommitResult.Done done:
                    return (new(PeopleDocuments.Partition, role.Key, next, done.Versions[0]), null);
                case CommitResult.TooLarge when !plan.IsEmpty:
                    break;
                case var conflict:
                    return (null, conflict);
            }
        }
        if (await large.Begin(organization, role, expected, plan, cancellation) is var begun and not CommitResult.Done)
            return (null, begun);
        // Decided: it goes on, whether or not anybody still waits for the answer.
        return await large.Finish(organization, role.Uuid, CancellationToken.None) is { } written
            ? (written, null)
            : (null, new CommitResult.Stale(PeopleDocuments.Role.Name, role.Key));
    }

    private ValueTask<Stored<Role>?> Read(ScimRequest request, string id, CancellationToken cancellation) =>
        ResourceId.TryRead(id, out var uuid)
            ? store.Role(request.Caller.Organization.Id, uuid, cancellation)
            : ValueTask.FromResult<Stored<Role>?>(null);

    private ConflictRetry RetryFor(ScimRequest request) => new(crowds, request.Caller.Organization.Id.ToString());

    private static ScimError Missing(string id) => ScimError.NotFound($"There is no Group {id}.");
}
