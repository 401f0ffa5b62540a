namespace Hub.LocalCloud.ServiceBus;

/// <summary>The operations of the runtime API; combine them to say where faults strike.</summary>
[Flags]
public enum ServiceBusOperation
{
    None = 0,
    Send = 1,
    SendBatch = 2,
    PeekLock = 4,
    ReceiveAndDelete = 8,
    Complete = 16,
    Unlock = 32,
    Renew = 64,

    /// <summary>Of the management API: a queue's description with its counts.</summary>
    Describe = 128,
    AnySend = Send | SendBatch,
    AnyReceive = PeekLock | ReceiveAndDelete,
    AnySettlement = Complete | Unlock | Renew,
    Any = AnySend | AnyReceive | AnySettlement | Describe,
}
