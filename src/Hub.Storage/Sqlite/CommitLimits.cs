using Hub.Delivery.Ports;

namespace Hub.Storage.Sqlite;

/// <summary>What one commit may weigh: the same on every engine, so that data can move between them.</summary>
internal static class CommitLimits
{
    /// <summary>A little under the 2 MB that one Cosmos DB batch takes.</summary>
    public const int Bytes = 1_900_000;

    public static CommitResult.TooLarge Refuse(int bytes) =>
        new($"The change is {bytes:N0} bytes in all; at most {Bytes:N0} can be stored in one step.");
}
