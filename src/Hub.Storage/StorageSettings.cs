using Hub.Storage.Blobs;
using Hub.Storage.Cosmos;
using Hub.Storage.Moving;
using Hub.Storage.ServiceBus;

namespace Hub.Storage;

/// <summary>What the engines are set by, whichever of them is chosen.</summary>
public static class StorageSettings
{
    /// <summary>Sections with the types that they are bound to.</summary>
    public static readonly IReadOnlyList<(string Section, Type Options)> Sections =
    [
        (CosmosOptions.Section, typeof(CosmosOptions)),
        (ServiceBusQueueOptions.Section, typeof(ServiceBusQueueOptions)),
        (AzureBlobOptions.Section, typeof(AzureBlobOptions)),
    ];

    /// <summary>Keys that are read one by one; the last two were once read, and an old deployment may still say them.</summary>
    public static readonly IReadOnlyList<string> Keys =
    [
        "Storage:Provider",
        "Queue:Provider",
        BlobSetup.Setting,
        MovedMark.Setting,
        $"{ServiceBusQueueOptions.Section}:Receivers",
        $"{ServiceBusQueueOptions.Section}:LongPollSeconds",
    ];
}
