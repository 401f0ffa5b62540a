using Hub.Ports.Queue;

namespace Hub.Storage.Lanes;

/// <summary>What a look for work found.</summary>
/// <param name="ToScan">Lanes of which more is due than memory holds.</param>
/// <param name="NextLook">When the answer may be another one.</param>
internal readonly record struct LaneOffer<T>(List<LeasedMessage> Taken, List<Lane<T>> ToScan, DateTimeOffset? NextLook)
    where T : HeldMessage;

/// <summary>A lane that had something to give and no room for it.</summary>
/// <param name="Again">When it says that it opens.</param>
internal readonly record struct ClosedLane<T>(Lane<T> Lane, DateTimeOffset? Again)
    where T : HeldMessage;
