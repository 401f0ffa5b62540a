using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Microsoft.Extensions.Options;

namespace Hub.Resources;

/// <summary>How many records of a kind an organization may have.</summary>
/// <param name="Many">What people call the records.</param>
internal sealed record RecordLimit(string Many, Func<LimitOptions, int> Most)
{
    public static readonly RecordLimit Organizations = new("organizations", static limits => limits.Organizations);
    public static readonly RecordLimit Webhooks = new("webhooks", static limits => limits.Webhooks);
    public static readonly RecordLimit Tokens = new("API tokens", static limits => limits.Tokens);
    public static readonly RecordLimit ScimTokens = new("provider tokens", static limits => limits.ScimTokens);
    public static readonly RecordLimit Roles = new("roles", static limits => limits.Roles);
    public static readonly RecordLimit Departments = new("departments", static limits => limits.Departments);
    public static readonly RecordLimit Classifications = new("classifications", static limits =>
        limits.Classifications
    );
    public static readonly RecordLimit Queues = new("queues", static limits => limits.Queues);
    public static readonly RecordLimit CustomFields = new("custom fields", static limits => limits.CustomFields);
    public static readonly RecordLimit SlaPolicies = new("SLA policies", static limits => limits.SlaPolicies);
    public static readonly RecordLimit SlaCalendars = new("SLA calendars", static limits => limits.SlaCalendars);
    public static readonly RecordLimit AssignmentRules = new("assignment rules", static limits =>
        limits.AssignmentRules
    );
    public static readonly RecordLimit Templates = new("templates", static limits => limits.Templates);
    public static readonly RecordLimit OnCallRotations = new("on-call rotations", static limits =>
        limits.OnCallRotations
    );
}

/// <summary>The records that a limit is of; stands on their routes, for whoever shows how many there are.</summary>
internal sealed record LimitedRecords(
    RecordLimit Limit,
    Func<RecordLimits, OrganizationId, CancellationToken, Task<long>> Count
)
{
    public static LimitedRecords Of<T>(RecordLimit limit, IRepository<T> records)
        where T : class =>
        new(limit, (limits, organization, cancellation) => limits.Count(records, organization, cancellation));
}

/// <summary>
/// Counts before one more is made. Requests of the same moment do not see each other, and may pass a limit by as many as they
/// are.
/// </summary>
internal sealed class RecordLimits(IStore store, IOptions<LimitOptions> options)
{
    /// <summary>A refusal when there are as many as there may be.</summary>
    public Task<Refusal?> Check<T>(
        RecordLimit limit,
        IRepository<T> records,
        OrganizationId organization,
        CancellationToken cancellation
    )
        where T : class =>
        Check(
            limit,
            records.Type,
            records.OwnerOf(organization),
            records.Within(organization, new Query()),
            cancellation
        );

    public Task<long> Count<T>(IRepository<T> records, OrganizationId organization, CancellationToken cancellation)
        where T : class =>
        Count(records.Type, records.OwnerOf(organization), records.Within(organization, new Query()), cancellation);

    /// <param name="among">The records that count.</param>
    public async Task<Refusal?> Check<T>(
        RecordLimit limit,
        DocumentType<T> type,
        OrganizationId owner,
        Query among,
        CancellationToken cancellation
    )
        where T : class
    {
        var most = MostOf(limit);
        return await Count(type, owner, among, cancellation) < most ? null : Reached(most, limit.Many);
    }

    public async Task<long> Count<T>(
        DocumentType<T> type,
        OrganizationId owner,
        Query among,
        CancellationToken cancellation
    )
        where T : class
    {
        var page = await store.Query(type, owner, among with { Limit = 0, Count = true }, cancellation);
        return page.Total!.Value;
    }

    public int MostOf(RecordLimit limit) => limit.Most(options.Value);

    public static Refusal Reached(int most, string many) =>
        Refusal.Conflict(
            "limit_reached",
            $"There are {most} {many} already, which is the limit; delete some that are not needed."
        );
}
