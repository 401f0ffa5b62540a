using Hub.Domain.Events;
using Hub.Domain.Organizations;

namespace Hub.Domain.Records;

/// <summary>What the samples of all kinds share, so that they tell of one afternoon in one organization.</summary>
public static class Samples
{
    public static readonly DateTimeOffset At = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);

    public static readonly OrganizationId Organization = new(new Guid("5f0c2a1e-7d43-4b8a-9c55-2e6f1d3b8a07"));

    public static readonly Actor Agent = new("agent", "12", "Alva Lind");

    /// <summary>The fact's event, still without what it is about.</summary>
    public static HubEvent Event(Fact fact) =>
        new()
        {
            Id = NamedGuid.OfPair(At, Organization.Value, NamedGuid.Of(Organization.Value, $"{fact}")),
            Organization = Organization,
            Partition = "samples",
            Fact = fact,
            At = At,
            Actor = Agent,
        };
}
