namespace Hub.LocalCloud.ServiceBus;

/// <summary>What clients do; combine them to say where faults strike.</summary>
[Flags]
public enum ServiceBusOperation
{
    None = 0,

    /// <summary>One message in a transfer of its own.</summary>
    Send = 1,

    /// <summary>Several messages in one transfer.</summary>
    SendBatch = 1 << 1,
    Schedule = 1 << 2,
    CancelScheduled = 1 << 3,

    /// <summary>A message on its way to a receiver that will settle it.</summary>
    PeekLock = 1 << 4,

    /// <summary>A message on its way to a receiver, deleted by that.</summary>
    ReceiveAndDelete = 1 << 5,

    /// <summary>Deferred messages, asked for by their sequence numbers.</summary>
    ReceiveDeferred = 1 << 6,
    Peek = 1 << 7,
    Complete = 1 << 8,
    Abandon = 1 << 9,
    Defer = 1 << 10,
    DeadLetter = 1 << 11,

    /// <summary>A delivery handed back uncounted.</summary>
    Release = 1 << 12,
    Renew = 1 << 13,

    /// <summary>A connection's first bytes.</summary>
    Connect = 1 << 14,
    PutToken = 1 << 15,
    AttachSender = 1 << 16,
    AttachReceiver = 1 << 17,

    /// <summary>Either half of a pair of links for requests: tokens and management.</summary>
    AttachRequests = 1 << 18,

    /// <summary>A request to the administration API.</summary>
    Describe = 1 << 19,
    AnySend = Send | SendBatch | Schedule,
    AnyReceive = PeekLock | ReceiveAndDelete | ReceiveDeferred,
    AnySettlement = Complete | Abandon | Defer | DeadLetter | Release | Renew,
    AnyAttach = AttachSender | AttachReceiver | AttachRequests,
    Any = AnySend | CancelScheduled | AnyReceive | Peek | AnySettlement | Connect | PutToken | AnyAttach | Describe,
}
