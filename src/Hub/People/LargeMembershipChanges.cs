using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.People;

/// <summary>
/// Changes of more members than one commit takes. What is to be done is written down with the role before the first
/// member is touched; from then on whoever meets the role finishes it first, and a timer sees to it that somebody does.
/// So a change happens as a whole or not at all, whatever dies on the way.
/// </summary>
internal sealed class LargeMembershipChanges(IStore store, Membership membership, TimeProvider clock)
{
    public const string Lane = "membership/";

    private static readonly TimeSpan BeforeSomebodyElse = TimeSpan.FromMinutes(1);

    /// <summary>The decision: nothing of it is carried out yet.</summary>
    public Task<CommitResult> Begin(
        OrganizationId organization,
        Role role,
        Expected expected,
        MembershipChange plan,
        CancellationToken cancellation
    )
    {
        var open = new OpenMembership(
            [.. plan.Joining.Select(change => change.Id)],
            [.. plan.Leaving.Select(change => change.Id)]
        );
        var commit = PeopleStore.Commit(
            organization,
            new Put<Role>(PeopleDocuments.Role, role.Key, role with { IsChanging = true }, expected),
            new Put<OpenMembership>(PeopleDocuments.OpenMembership, role.Key, open, Expected.Absent)
        );
        return store.Commit(commit with { Timers = [Timer(organization, role)] }, cancellation);
    }

    /// <summary>Carries out what has begun. May be done by several at once, and any number of times.</summary>
    /// <returns>The role as it is then; nothing when it is gone.</returns>
    public async Task<Stored<Role>?> Finish(OrganizationId organization, Guid role, CancellationToken cancellation)
    {
        while (true)
        {
            var stored = await store.Role(organization, role, cancellation);
            if (stored is not { Value.IsChanging: true })
                return stored;
            var open = await store.Get(
                PeopleDocuments.OpenMembership,
                organization,
                PeopleDocuments.Partition,
                stored.Id,
                cancellation
            );
            // Somebody else has just finished it.
            if (open is null)
                continue;
            MemberChange[] changes =
            [
                new MemberChange.Add(open.Value.Joining),
                new MemberChange.Remove(open.Value.Leaving),
            ];
            var plan = await membership.Plan(organization, role, changes, cancellation);
            await Carry(organization, stored, plan, cancellation);
        }
    }

    /// <summary>Step by step to the end, or until somebody else has changed the role or a member.</summary>
    private async Task Carry(
        OrganizationId organization,
        Stored<Role> stored,
        MembershipChange plan,
        CancellationToken cancellation
    )
    {
        var (role, expected, most) = (stored.Value, Expected.At(stored.Version), ChunkedCommits.LargestChunk);
        for (var left = plan; ; )
        {
            var (step, rest) = left.Split(most);
            var next = step.ApplyTo(role) with { IsChanging = !rest.IsEmpty };
            List<Change> changes =
            [
                new Put<Role>(PeopleDocuments.Role, role.Key, next, expected),
                .. step.Besides(role),
            ];
            if (rest.IsEmpty)
                changes.Add(new Delete(PeopleDocuments.OpenMembership, role.Key, Expected.Anything));
            switch (await store.Commit(PeopleStore.Commit(organization, changes), cancellation))
            {
                case CommitResult.Done when rest.IsEmpty:
                    return;
                case CommitResult.Done done:
                    (left, role, expected) = (rest, next, Expected.At(done.Versions[0]));
                    break;
                case CommitResult.TooLarge when most > 1:
                    most /= 2;
                    break;
                case CommitResult.Stale:
                    return;
                case var refused:
                    throw new InvalidOperationException($"A change that was decided is refused: {refused}");
            }
        }
    }

    private QueueMessage Timer(OrganizationId organization, Role role)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new LargeMembershipChange(organization.Value, role.Uuid),
            LargeMembershipChangeJson.Default.LargeMembershipChange
        );
        return new QueueMessage(
            $"membership-{role.Uuid:N}-{role.UpdatedAt.UtcTicks}",
            $"{Lane}{organization}",
            clock.GetUtcNow() + BeforeSomebodyElse,
            body
        );
    }
}

/// <summary>What a timer says: which role's change should be done by now.</summary>
internal sealed record LargeMembershipChange(Guid Organization, Guid Role);

[JsonSerializable(typeof(LargeMembershipChange))]
internal sealed partial class LargeMembershipChangeJson : JsonSerializerContext;
