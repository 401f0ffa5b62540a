using Azure.Messaging.ServiceBus;

namespace Hub.Storage.ServiceBus.Amqp;

/// <summary>The link that sends.</summary>
internal sealed class AmqpSender(Link<ServiceBusSender> sender, Calls calls)
{
    /// <summary>In as few batches as they fit in, one after the other: what is due is handed out in the order in which it came.</summary>
    /// <exception cref="ArgumentException">One is larger than the service takes.</exception>
    public async Task Send(IReadOnlyList<ServiceBusMessage> messages, CancellationToken cancellation)
    {
        var batches = new List<ServiceBusMessageBatch>();
        try
        {
            foreach (var large in await Pack(messages, batches, cancellation))
                await Send(large, cancellation);
            foreach (var batch in batches.Where(static batch => batch.Count > 0))
                await calls.Run(
                    Operation.Send,
                    token => sender.Use(link => link.SendMessagesAsync(batch, token)),
                    cancellation
                );
        }
        finally
        {
            batches.ForEach(static batch => batch.Dispose());
        }
    }

    public Task Send(ServiceBusMessage message, CancellationToken cancellation) =>
        calls.Run(Operation.Send, token => sender.Use(link => link.SendMessageAsync(message, token)), cancellation);

    /// <summary>Answers the messages that are too large for any batch; one alone needs none.</summary>
    private async Task<List<ServiceBusMessage>> Pack(
        IReadOnlyList<ServiceBusMessage> messages,
        List<ServiceBusMessageBatch> batches,
        CancellationToken cancellation
    )
    {
        if (messages.Count == 1)
            return [messages[0]];
        var large = new List<ServiceBusMessage>();
        ServiceBusMessageBatch? open = null;
        foreach (var message in messages)
        {
            if (open?.TryAddMessage(message) == true)
                continue;
            if (open is not { Count: 0 })
                batches.Add(
                    open = await calls.Run(
                        Operation.Open,
                        token => sender.Use(link => link.CreateMessageBatchAsync(token).AsTask()),
                        cancellation
                    )
                );
            if (!open.TryAddMessage(message))
                large.Add(message);
        }
        return large;
    }
}
