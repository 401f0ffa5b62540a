using Hub.Domain.Organizations;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Events;

/// <summary>
/// The service's own clock, which it stamps on every item it writes, in seconds. No hub's clock comes into it, so it puts
/// events and whoever asks for them into one order, as exactly as the service's partitions are in step.
/// </summary>
internal static class ServiceClock
{
    /// <summary>Seconds that its partitions may be out of step, with room to spare.</summary>
    public const long Apart = 30;

    private const string Partition = "clock";
    private static readonly ItemRequestOptions Answered = new() { EnableContentResponseOnWrite = true };

    /// <summary>Only a write is told the time.</summary>
    public static async Task<long> Now(CosmosAccount account, CancellationToken cancellation)
    {
        var core = await account.Core(cancellation);
        var item = ItemWriter.Write(
            new(OrganizationId.Hub, Partition, Guid.NewGuid()),
            ItemId.Clock,
            ItemNames.ClockType,
            0,
            static (_, _) => { }
        );
        var response = await account.Calls.Send(
            Operation.Clock,
            token =>
                core.UpsertItemStreamAsync(
                    new MemoryStream(item),
                    Keys.Of(OrganizationId.Hub, Partition),
                    Answered,
                    token
                ),
            cancellation
        );
        response.EnsureSuccessStatusCode();
        using var written = await StoredItem.Read(response, cancellation);
        return written!["_ts"].GetInt64();
    }
}
