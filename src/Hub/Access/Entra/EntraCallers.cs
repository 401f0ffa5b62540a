using Hub.Delivery;
using Hub.Domain.Audit;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Tokens;
using Hub.Organizations;
using Hub.People;
using Hub.Ports.Store;

namespace Hub.Access.Entra;

/// <summary>
/// The callers that people and applications of Entra ID are. What was looked up is remembered until an organization or an
/// agent changes, so that a deactivation holds from the next request on.
/// </summary>
internal sealed partial class EntraCallers : IDisposable
{
    private readonly IStore store;
    private readonly EntraTenants tenants;
    private readonly ILogger<EntraCallers> logger;
    private readonly IdleCache<Key, Caller> callers;
    private readonly IDisposable[] watches;
    private long changes;

    public EntraCallers(IStore store, EntraTenants tenants, TimeProvider time, ILogger<EntraCallers> logger)
    {
        (this.store, this.tenants, this.logger) = (store, tenants, logger);
        callers = new(time);
        watches =
        [
            store.Watch(Organization.Document, _ => ForgetAll()),
            store.Watch(PeopleDocuments.Agent, _ => ForgetAll()),
        ];
    }

    /// <summary>Nobody, where the organization is not there, or the agent may not sign in any more.</summary>
    public async ValueTask<Caller?> Find(EntraIdentity identity, CancellationToken cancellation)
    {
        var key = Key.Of(identity);
        if (callers.TryGet(key, out var known))
            return known;
        var before = Volatile.Read(ref changes);
        if (await Load(identity, cancellation) is not { } caller)
            return null;
        callers.Set(key, caller);
        // Something changed while it was read: it answers this request, and is not remembered.
        if (Volatile.Read(ref changes) != before)
            callers.Forget(key);
        return caller;
    }

    public void Dispose()
    {
        foreach (var watch in watches)
            watch.Dispose();
    }

    private async ValueTask<Caller?> Load(EntraIdentity identity, CancellationToken cancellation)
    {
        var prefix = tenants.PrefixOf(identity.Tenant);
        if (await store.OrganizationOf(prefix ?? "", cancellation) is not { } organization)
        {
            Log.NoOrganization(logger, identity.Tenant, prefix);
            return null;
        }

        if (identity.IsApplication)
            return new Caller(
                organization,
                new Actor("token", identity.Id.ToString(), identity.Name),
                identity.Abilities,
                $"entra-app-{identity.Tenant}-{identity.Id}"
            )
            {
                SignedInAs = new AuditActor("entra_app", identity.Id.ToString(), identity.Name),
            };
        var agent = await store.AgentOf(organization.Id, identity.Id.ToString(), identity.Emails, cancellation);
        if (agent is { IsActive: false })
            return null;
        return new Caller(
            organization,
            agent is null
                ? new Actor("token", identity.Id.ToString(), identity.Name)
                : new Actor("agent", agent.Id.ToString(), agent.Name),
            identity.Abilities,
            $"entra-user-{identity.Tenant}-{identity.Id}"
        )
        {
            SignedInAs = new AuditActor("entra_user", identity.Id.ToString(), identity.Name, agent?.Id),
            Agent = agent is null ? null : new TokenOwner(agent.Id, agent.Uuid, agent.AccessGeneration),
        };
    }

    private void ForgetAll()
    {
        Interlocked.Increment(ref changes);
        callers.Clear();
    }

    /// <summary>All that a caller is made from.</summary>
    private readonly record struct Key(
        Guid Tenant,
        Guid Id,
        bool IsApplication,
        string Name,
        string Emails,
        string Abilities
    )
    {
        public static Key Of(EntraIdentity identity) =>
            new(
                identity.Tenant,
                identity.Id,
                identity.IsApplication,
                identity.Name,
                string.Join('\n', identity.Emails),
                string.Join(' ', identity.Abilities.Order(StringComparer.Ordinal))
            );
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Tenant {Tenant} is the organization {Prefix}, which is not there; its people and applications are refused"
        )]
        public static partial void NoOrganization(ILogger logger, Guid tenant, string? prefix);
    }
}
