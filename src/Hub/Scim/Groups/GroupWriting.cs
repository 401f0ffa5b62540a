using System.Text.Json.Nodes;
using Hub.Delivery.Ports;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.People;
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
    TimeProvider clock
)
{
    /// <summary>Members written with the group in one commit; more than these follow in further ones.</summary>
    private const int MembersAtOnce = 400;

    private readonly Turns groups = new();

    /// <summary>For changes that found a member changed by another group's: those wait for each other too.</summary>
    private readonly Turns crowds = new();

    public ValueTask<Stored<Role>?> Find(ScimRequest request, string id, CancellationToken cancellation) =>
        ResourceId.TryRead(id, out var uuid)
            ? store.Role(request.Caller.Organization, uuid, cancellation)
            : ValueTask.FromResult<Stored<Role>?>(null);

    public async Task<Outcome<Rendered>> Create(
        ScimRequest request,
        Role role,
        MemberChange members,
        CancellationToken cancellation
    )
    {
        using (var patience = PatienceFor(request))
            while (true)
            {
                var plan = await membership.Plan(request.Caller.Organization, role.Uuid, [members], cancellation);
                if (plan.IsError)
                    return plan.Error;
                var (version, conflict) = await Write(request, role, Expected.Absent, plan.Value, cancellation);
                if (conflict is CommitResult.Stale && await patience.IsLeft(cancellation))
                {
                    if (await Find(request, role.Key, cancellation) is null)
                        continue;
                    // There are more members than one commit takes, and the group has some of them: the rest follows.
                    break;
                }
                if (conflict is not null)
                    return conflict.ToScim();
                var made = role with { MemberCount = plan.Value.Joining.Count };
                return await rendering.Render(request, Stored(made, version), cancellation);
            }
        return await Change(
            request,
            role.Key,
            before => new GroupChange((JsonObject)before.DeepClone(), [members]),
            cancellation
        );
    }

    public async Task<Outcome<Rendered>> Change(
        ScimRequest request,
        string id,
        Func<JsonObject, Outcome<GroupChange>> change,
        CancellationToken cancellation
    )
    {
        using var turn = await groups.Take(id, cancellation);
        using var patience = PatienceFor(request);
        while (true)
        {
            if (await Find(request, id, cancellation) is not { } stored)
                return Missing(id);
            if (request.Check(stored.Version) is { } changed)
                return changed;
            var before = GroupDetails.Attributes(stored.Value);
            var after = change(before);
            if (after.IsError)
                return after.Error;
            var plan = await membership.Plan(
                request.Caller.Organization,
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
            var (version, conflict) = await Write(request, decision.State, expected, plan.Value, cancellation);
            if (conflict is CommitResult.Stale && await patience.IsLeft(cancellation))
                continue;
            if (conflict is not null)
                return conflict.ToScim();
            var written = decision.State.Count(plan.Value.Joining.Count - plan.Value.Leaving.Count);
            return await rendering.Render(request, Stored(written, version), cancellation);
        }
    }

    public async Task<ScimError?> Delete(ScimRequest request, string id, CancellationToken cancellation)
    {
        using var turn = await groups.Take(id, cancellation);
        using var patience = PatienceFor(request);
        var organization = request.Caller.Organization;
        while (true)
        {
            if (await Find(request, id, cancellation) is not { } stored)
                return Missing(id);
            if (request.Check(stored.Version) is { } changed)
                return changed;
            var members =
                stored.Value.MemberCount <= MembersAtOnce
                    ? await membership.Some(organization, stored.Value.Uuid, MembersAtOnce, cancellation)
                    : [];
            var gone = new Delete(PeopleDocuments.Role, stored.Id, Expected.At(stored.Version));
            var result = await store.Commit(PeopleStore.Commit(organization, [gone, .. members]), cancellation);
            if (result is CommitResult.TooLarge)
                result = await store.Commit(PeopleStore.Commit(organization, gone), cancellation);
            if (result is CommitResult.Stale && await patience.IsLeft(cancellation))
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
        for (var most = MembersAtOnce; ; )
        {
            var members = await membership.Some(organization, role, most, CancellationToken.None);
            if (members.Count == 0)
                return;
            var result = await store.Commit(PeopleStore.Commit(organization, members), CancellationToken.None);
            if (result is CommitResult.TooLarge)
                most = Math.Max(1, most / 2);
        }
    }

    /// <summary>The group and its members in one commit, or in as few as they fit into; the group is in every one.</summary>
    private async Task<(DocumentVersion Version, CommitResult? Conflict)> Write(
        ScimRequest request,
        Role role,
        Expected expected,
        MembershipChange plan,
        CancellationToken cancellation
    )
    {
        var open = new Queue<(Change Change, int Count)>([
            .. plan.Joining.Select(change => (change, 1)),
            .. plan.Leaving.Select(change => (change, -1)),
        ]);
        var most = MembersAtOnce;
        while (true)
        {
            var some = open.Take(most).ToList();
            var next = role.Count(some.Sum(member => member.Count));
            // A role that is put into itself is one document, and is written once.
            var others = some.Select(member => member.Change).Where(change => change.Id != role.Key);
            if (some.Exists(member => member.Change.Id == role.Key))
                next =
                    some.First(member => member.Change.Id == role.Key).Count > 0
                        ? next.Join(role.Uuid)
                        : next.Leave(role.Uuid);
            var put = new Put<Role>(PeopleDocuments.Role, role.Key, next, expected);
            var result = await store.Commit(
                PeopleStore.Commit(request.Caller.Organization, [put, .. others]),
                cancellation
            );
            if (result is CommitResult.TooLarge && some.Count > 1)
            {
                most = Math.Max(1, some.Count / 2);
                continue;
            }
            if (result is not CommitResult.Done done)
                return (default, result);
            for (var taken = 0; taken < some.Count; taken++)
                open.Dequeue();
            (role, expected) = (next, Expected.At(done.Versions[0]));
            if (open.Count == 0)
                return (done.Versions[0], null);
        }
    }

    private Patience PatienceFor(ScimRequest request) => new(crowds, request.Caller.Organization.ToString());

    private static Stored<Role> Stored(Role role, DocumentVersion version) =>
        new(PeopleDocuments.Partition, role.Key, role, version);

    private static ScimError Missing(string id) => ScimError.NotFound($"There is no Group {id}.");
}
