using System.Text.Json.Serialization;
using Hub.Domain.Documents;

namespace Hub.Delivery.Sending;

/// <summary>
/// What hubs have taken of an organization's minute. A grant may be used until its time is over and counts, as a whole,
/// until a minute after that: so no 60 seconds see more than the limit, whoever used how much of it when. A hub that comes
/// back says what became of its last grants, so that what it did not use is there for the others.
/// </summary>
public sealed record RateBudget
{
    public const string Partition = "outbound-rate";
    public const string DocumentId = "budget";

    public static readonly DocumentType<RateBudget> Document = new("rate_budget", static () =>
        RateBudgetJson.Default.RateBudget
    );

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public IReadOnlyList<RateGrant> Grants { get; init; } = [];

    /// <summary>When the first grant stops counting.</summary>
    public DateTimeOffset? NextRelease =>
        Grants.Count == 0 ? null : Grants.Min(static grant => grant.UsableUntil) + Window;

    /// <summary>With what really became of some grants; without those that no longer count.</summary>
    public RateBudget Settle(IReadOnlyList<RateGrant> finished, DateTimeOffset now) =>
        this with
        {
            Grants =
            [
                .. Grants
                    .Select(grant => finished.FirstOrDefault(one => one.Id == grant.Id) ?? grant)
                    .Where(grant => grant.Permits > 0 && Counts(grant, now)),
            ],
        };

    /// <summary>Not one that is usable until long after now: a clock has been set back since, and nobody is to wait for it.</summary>
    private static bool Counts(RateGrant grant, DateTimeOffset now) =>
        grant.UsableUntil + Window > now && grant.UsableUntil - Window < now;

    /// <summary>When more than so many permits are left of the limit; nothing when they are now.</summary>
    public DateTimeOffset? FreeAgain(int limit, int kept)
    {
        var left = limit - Grants.Sum(static grant => grant.Permits);
        DateTimeOffset? at = null;
        foreach (var grant in Grants.OrderBy(static grant => grant.UsableUntil))
        {
            if (left > kept)
                break;
            left += grant.Permits;
            at = grant.UsableUntil + Window;
        }
        return at;
    }

    /// <summary>Takes up to so many permits; nothing when none is left.</summary>
    public RateGrant? Offer(int wanted, int limit, DateTimeOffset usableUntil)
    {
        var left = Math.Min(wanted, limit - Grants.Sum(static grant => grant.Permits));
        return left > 0 ? new RateGrant(Guid.NewGuid(), usableUntil, left) : null;
    }
}

/// <param name="UsableUntil">By the clock of the hub that took it, with an allowance for the others'.</param>
public sealed record RateGrant(Guid Id, DateTimeOffset UsableUntil, int Permits);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RateBudget))]
internal sealed partial class RateBudgetJson : JsonSerializerContext;
