using Hub.Access;
using Hub.Delivery;
using Hub.Domain;
using Hub.Domain.Audit;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Tokens;
using Hub.People;
using Hub.Ports.Store;

namespace Hub.Saml;

/// <summary>
/// The callers that agents are who signed in with SAML: what their roles allow by the organization's settings. Remembered until
/// any of it changes, so that a session ends with its agent and follows their roles from the next request on.
/// </summary>
internal sealed class SamlCallers : IDisposable
{
    private readonly IStore store;
    private readonly RoleDirectory roles;
    private readonly WatchedCache<(OrganizationId Organization, Guid Agent), Caller> known;

    public SamlCallers(IStore store, RoleDirectory roles, TimeProvider time)
    {
        (this.store, this.roles) = (store, roles);
        known = new(
            store,
            PeopleDocuments.Agent,
            static changed => (changed.Organization, Guid.Parse(changed.Id)),
            Read,
            time
        );
        known.Watch(PeopleDocuments.Role, changed => ForgetAllOf(changed.Organization));
        known.Watch(SamlSettings.Document, changed => ForgetAllOf(changed.Organization));
        known.Watch(Organization.Document, _ => known.Clear());
    }

    /// <summary>Nobody, where the agent is gone or inactive, or SAML was switched off.</summary>
    public ValueTask<Caller?> Of(OrganizationId organization, Guid agent, CancellationToken cancellation) =>
        known.Get((organization, agent), cancellation);

    /// <summary>The agent of the name; or why nobody is signed in by it.</summary>
    public async ValueTask<(Agent? Agent, Refusal? Refusal)> Match(
        OrganizationId organization,
        string nameId,
        CancellationToken cancellation
    )
    {
        if (await store.AgentOf(organization, nameId, [nameId], cancellation) is not { } agent)
            return (null, SamlRefusals.UnknownAgent(nameId));
        if (!agent.IsActive)
            return (null, SamlRefusals.Inactive);
        var caller = await Of(organization, agent.Uuid, cancellation);
        return caller is { Scopes.Count: > 0 } ? (agent, null) : (null, SamlRefusals.NoScopes(agent.Name));
    }

    public void Dispose() => known.Dispose();

    private async ValueTask<Caller?> Read((OrganizationId Organization, Guid Agent) key, CancellationToken cancellation)
    {
        var organization = await store.Get(
            Organization.Document,
            OrganizationId.Hub,
            Organization.Partition,
            key.Organization.ToString(),
            cancellation
        );
        if (
            organization is null
            || await SamlSettings.Of(store, key.Organization, cancellation) is not { } settings
            || await store.Agent(key.Organization, key.Agent, cancellation) is not { Value: { IsActive: true } agent }
        )
            return null;
        var held = await roles.Held(key.Organization, agent.RoleIds, cancellation);
        var numbers = held.Select(one => one.Role.Id).ToHashSet();
        var granted = settings
            .Roles.Where(grant => numbers.Contains(grant.RoleId))
            .SelectMany(grant => grant.Abilities);
        return new Caller(
            organization.Value,
            new Actor("agent", agent.Id.ToString(), agent.Name),
            settings.Abilities.Concat(granted).ToHashSet(),
            $"saml-{key.Organization}-{agent.Uuid}"
        )
        {
            SignedInAs = new AuditActor("saml", agent.Id.ToString(), agent.Name, agent.Id),
            Agent = new TokenOwner(agent.Id, agent.Uuid, agent.AccessGeneration),
        };
    }

    private void ForgetAllOf(OrganizationId organization) =>
        known.ForgetWhere(caller => caller.Organization.Id == organization);
}
