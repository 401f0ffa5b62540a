namespace Hub.Storage.ServiceBus.Amqp;

/// <summary>What is asked of the service.</summary>
internal enum Operation
{
    Open,
    Send,
    Receive,
    Complete,
    DeadLetter,
    Abandon,
    Renew,
    Peek,
    Count,
}
