using Hub.Contacts;
using Hub.Delivery;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;
using Hub.Domain.Workflows;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Workflows;

namespace Hub.Sla;

/// <summary>
/// What applies to which ticket. An organization's policies are remembered, so that one without policies pays nothing for
/// them; the company of whoever asks is only looked up where a policy wants to know.
/// </summary>
internal sealed class SlaRules : IDisposable
{
    private readonly IStore store;
    private readonly WatchedCache<OrganizationId, Rules> known;

    public SlaRules(IStore store, TimeProvider time)
    {
        this.store = store;
        known = new(store, async (organization, cancellation) => await Read(organization, cancellation), time);
        known.Watch(SlaPolicy.Kind.Document, changed => known.Forget(changed.Organization));
        known.Watch(Workflow.Document, changed => known.Forget(changed.Organization));
        known.Watch(SlaCalendar.Kind.Document, changed => known.Forget(changed.Organization));
    }

    /// <summary>What applies to the ticket as it is now.</summary>
    public async ValueTask<SlaTerms> For(Ticket ticket, CancellationToken cancellation) =>
        await For(ticket, (await known.Get(ticket.Organization, cancellation))!, cancellation);

    /// <summary>The same for any number of an organization's tickets, by what the store says at this moment.</summary>
    public async Task<Func<Ticket, CancellationToken, ValueTask<SlaTerms>>> ReadAnew(
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var rules = await Read(organization, cancellation);
        return (ticket, cancelled) => For(ticket, rules, cancelled);
    }

    public void Dispose() => known.Dispose();

    private async ValueTask<SlaTerms> For(Ticket ticket, Rules rules, CancellationToken cancellation)
    {
        if (rules.Policies.Count == 0)
            return rules.After(ticket.Sla?.PolicyId);
        var company =
            rules.AskForCompanies && ticket.Requester.ContactId is { } contact
                ? (await ContactsApi.Records.Find(store, ticket.Organization, contact, cancellation))?.Value.CompanyId
                : null;
        foreach (var (policy, hours) in rules.Policies)
            if (policy.Covers(ticket, company))
                return new SlaTerms(policy, hours) { Workflow = rules.Workflow };
        return rules.After(ticket.Sla?.PolicyId);
    }

    private async Task<Rules> Read(OrganizationId organization, CancellationToken cancellation)
    {
        var policies = new List<SlaPolicy>();
        await foreach (var one in store.All(SlaPolicy.Kind.Document, organization, new Query(), cancellation))
            policies.Add(one.Value);
        var calendars = new Dictionary<long, WorkingTime>();
        if (policies.Exists(one => one.CalendarId is not null))
            await foreach (var one in store.All(SlaCalendar.Kind.Document, organization, new Query(), cancellation))
                calendars[one.Value.Id] = HoursOf(one.Value);
        return new Rules(
            [
                .. policies
                    .OrderBy(one => one.Position)
                    .ThenBy(one => one.Id)
                    .Select(one =>
                        (
                            one,
                            one.CalendarId is { } id
                                ? calendars.GetValueOrDefault(id, WorkingTime.Always)
                                : WorkingTime.Always
                        )
                    ),
            ],
            (await WorkflowBook.Find(store, organization, cancellation)).Value
        );
    }

    public static WorkingTime HoursOf(SlaCalendar calendar) =>
        new(ZoneOf(calendar.TimeZone), calendar.Hours, calendar.Holidays);

    /// <summary>A zone that was there when its name was written, and is not on this machine, is taken for UTC.</summary>
    public static TimeZoneInfo ZoneOf(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <param name="All">The policies, the one that goes first in front, and those that are not active.</param>
    private sealed record Rules(IReadOnlyList<(SlaPolicy Policy, WorkingTime Hours)> All, Workflow Workflow)
    {
        public IReadOnlyList<(SlaPolicy Policy, WorkingTime Hours)> Policies { get; } =
        [.. All.Where(one => one.Policy.IsActive)];

        public bool AskForCompanies { get; } = All.Any(one => one.Policy.IsActive && one.Policy.CompanyIds.Count > 0);

        /// <summary>What applies once the policy covers a ticket no more: what is used until then counts by its hours.</summary>
        public SlaTerms After(long? policy) =>
            All.FirstOrDefault(one => one.Policy.Id == policy) is { Policy: not null, Hours: var hours }
                ? new SlaTerms(null, hours) { Workflow = Workflow }
                : SlaTerms.None;
    }
}
