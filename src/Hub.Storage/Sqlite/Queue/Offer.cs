using Hub.Ports.Queue;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>What a look for work found.</summary>
internal readonly record struct Offer(List<LeasedMessage> Taken, List<Lane> ToScan, DateTimeOffset? NextDue);
