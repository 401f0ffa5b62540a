using Azure.Core;

namespace Hub.Storage.ServiceBus.Http;

/// <summary>What is asked of the service.</summary>
internal enum Operation
{
    Send,
    SendBatch,
    PeekLock,
    Complete,
    Unlock,
    Renew,
    Describe,
}

/// <summary>One operation on its way through the pipeline, repeats included.</summary>
internal sealed class Call(Operation operation)
{
    public Operation Operation => operation;

    /// <summary>
    /// A peek-lock whose answer was lost may have locked a message; a repeat would lock a second one while the first is
    /// stranded. Everything else may be repeated: a send because of its message id, a settlement because of its lock.
    /// </summary>
    public bool IsRepeatable => operation is not Operation.PeekLock;

    /// <summary>An earlier try ended without a clear answer: it may have taken effect.</summary>
    public bool MayHaveHappened { get; set; }

    public static Call Of(HttpMessage message) =>
        message.TryGetProperty(typeof(Call), out var call) && call is Call known
            ? known
            : throw new InvalidOperationException("The message has no operation.");
}
