using Hub.Portal.Sessions;

namespace Hub.Access.Entra;

/// <summary>People of Entra ID who signed in to the pages: what their app roles and groups allow by the hub's settings.</summary>
internal sealed class EntraPeople(EntraClaims claims, EntraCallers callers)
{
    /// <summary>Nobody, where the organization is not there, or the agent's access has ended since they signed in.</summary>
    public async ValueTask<Caller?> Find(EntraHolder holder, CancellationToken cancellation) =>
        await callers.Find(IdentityOf(holder), cancellation) is { } caller
        && caller.Agent?.AccessGeneration == holder.Generation
            ? caller
            : null;

    /// <summary>Who signs in for the first time; nobody, where the organization is not there, or the agent may not.</summary>
    public ValueTask<Caller?> Meet(EntraHolder holder, CancellationToken cancellation) =>
        callers.Find(IdentityOf(holder), cancellation);

    private EntraIdentity IdentityOf(EntraHolder holder) =>
        new(holder.Tenant, holder.Id, false, holder.Name, holder.Emails, claims.AbilitiesOf(holder.Roles));
}
