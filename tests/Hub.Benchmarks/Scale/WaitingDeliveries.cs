using Hub.Benchmarks.Delivery;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Egress;
using Hub.Delivery.Relaying;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Store;

namespace Hub.Benchmarks.Scale;

/// <summary>
/// Fills a data folder with deliveries that wait, each of an event that is stored, through the store's own port while no hub has
/// the folder.
/// </summary>
internal static class WaitingDeliveries
{
    /// <summary>Deliveries in a commit.</summary>
    private const int AtOnce = 10_000;

    private static readonly TimeSpan UntilRetry = TimeSpan.FromHours(12);

    /// <param name="areReady">Whether they wait for their first attempt, or for a retry in hours.</param>
    public static async Task Fill(
        string folder,
        OrganizationId organization,
        IReadOnlyList<Guid> subscriptions,
        int deliveries,
        bool areReady
    )
    {
        // Never started, so that nothing of it goes out.
        await using var bench = new Workbench(folder);
        var each = deliveries / subscriptions.Count;
        foreach (var numbers in Enumerable.Range(1, each).Chunk(Math.Max(1, AtOnce / subscriptions.Count)))
        {
            var events = numbers.Select(number => Event(organization, number)).ToList();
            foreach (var one in events)
                await bench.Store.Commit(new Commit(organization, one.Partition) { Events = [one] }, default);
            var some =
                from one in events
                from subscription in subscriptions
                select Delivery(one, subscription, areReady);
            await bench.Deliveries.Schedule([.. some], default);
        }
    }

    private static HubEvent Event(OrganizationId organization, int number)
    {
        var created = Workbench.Created(number);
        return created with { Organization = organization };
    }

    private static DeliveryRecord Delivery(HubEvent happened, Guid subscription, bool isReady)
    {
        var now = DateTimeOffset.UtcNow;
        var fresh = FanOut.Of(happened, subscription, "ticket.created", now);
        return isReady
            ? fresh
            : fresh with
            {
                Status = DeliveryStatus.Retrying,
                Round = 1,
                Attempts = [new(1, now, 503, 12, "Service Unavailable", EgressCategory.ServerError)],
                NextAttemptAt = now + UntilRetry,
            };
    }
}
