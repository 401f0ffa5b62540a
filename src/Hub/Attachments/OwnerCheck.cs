using Hub.Access;
using Hub.Domain;
using Hub.Domain.People;
using Hub.Domain.Text;
using Hub.People;
using Hub.Ports.Store;

namespace Hub.Attachments;

/// <summary>
/// What is deleted for good takes an owner: an agent who has the role of that name, directly or through another role. A token of
/// nobody, as an organization's first one is, does it with all scopes.
/// </summary>
internal sealed class OwnerCheck(IStore store, RoleDirectory roles)
{
    public const string Role = "Owner";

    private static readonly Refusal Required = new(
        RefusalKind.Forbidden,
        "owner_required",
        $"This takes an agent with the role {Role}, or a token of no agent with all scopes; archive it instead."
    );

    public async ValueTask<Refusal?> Check(Caller caller, CancellationToken cancellation)
    {
        if (caller.Agent is not { } who)
            return caller.MayDoEverything ? null : Required;
        var organization = caller.Organization.Id;
        var agent = await store.Get(
            PeopleDocuments.Agent,
            organization,
            PeopleDocuments.Partition,
            Agent.KeyOf(who.Uuid),
            cancellation
        );
        var held = await roles.Held(organization, agent?.Value.RoleIds ?? [], cancellation);
        return held.Any(static one => CaseFolding.Same(one.Role.Name, Role)) ? null : Required;
    }
}
