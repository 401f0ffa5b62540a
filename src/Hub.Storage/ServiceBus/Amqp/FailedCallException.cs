using Azure.Messaging.ServiceBus;

namespace Hub.Storage.ServiceBus.Amqp;

/// <summary>One try that failed, for whoever decides whether there is another. Nobody beyond sees it.</summary>
internal sealed class FailedCallException(Operation operation, Outcome outcome, Exception cause)
    : Exception(cause.Message, cause)
{
    public Outcome Outcome => outcome;

    /// <summary>What callers see: an outage that they know how to wait for, or that a message is larger than any may be.</summary>
    public Exception AsSeen() =>
        InnerException is ServiceBusException { Reason: ServiceBusFailureReason.MessageSizeExceeded } large
            ? new ArgumentException($"The message is larger than Service Bus takes: {large.Message}", large)
            : new StorageException($"Service Bus did not {Verb}: {Message}", InnerException!);

    private string Verb =>
        operation switch
        {
            Operation.DeadLetter => "set aside",
            Operation.Abandon => "take back",
            _ => operation.ToString().ToLowerInvariant(),
        };
}
