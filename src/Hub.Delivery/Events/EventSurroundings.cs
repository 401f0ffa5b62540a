using Hub.Delivery.Dialects;
using Hub.Delivery.Sending;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Events;

/// <summary>The tenants of Microsoft 365 that organizations are, by their prefixes; those that are none have none.</summary>
public sealed record OrganizationTenants(IReadOnlyDictionary<string, Guid> ByPrefix)
{
    public static readonly OrganizationTenants None = new(new Dictionary<string, Guid>());
}

/// <summary>What bodies say of an event that is not kept with it, and that is looked up as it is told.</summary>
public sealed class EventSurroundings(
    KnownOrganizations organizations,
    KnownTicketNames names,
    OrganizationTenants tenants
)
{
    /// <summary>The event with as much of that as the dialect tells.</summary>
    public ValueTask<HubEvent> Around(HubEvent happened, Dialect dialect, CancellationToken cancellation) =>
        Around(happened, dialect.NamesRecords, cancellation);

    /// <param name="byName">Whether what a ticket refers to is called by its name, and the tenant known.</param>
    public async ValueTask<HubEvent> Around(HubEvent happened, bool byName, CancellationToken cancellation)
    {
        var organization = await organizations.Find(happened.Organization, cancellation);
        var complete = happened with { OrganizationNumber = organization?.KnownNumber ?? Organization.FirstNumber };
        return byName
            ? complete with
            {
                Tenant =
                    organization is not null && tenants.ByPrefix.TryGetValue(organization.Prefix, out var tenant)
                        ? tenant
                        : null,
                Names = await names.Of(happened.Organization, TicketNames.In(happened), cancellation),
            }
            : complete;
    }
}
