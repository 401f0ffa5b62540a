using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Hub.Storage.ServiceBus.Amqp;

/// <summary>What the service counts in a queue.</summary>
/// <param name="Active">Due, locked ones included.</param>
internal sealed record MessageCounts(long Active, long Scheduled, long Dead);

/// <summary>
/// The queue over AMQP. Owns the SDK's objects: one connection, a link each to send, to receive and settle, and to look at
/// the dead letters. What they throw becomes an outage or a refusal here; a lost lock is an answer.
/// </summary>
internal sealed class AmqpQueue : IAsyncDisposable
{
    private const int Page = 250;

    /// <summary>Closing a link that is just being detached waits in vain; nothing is lost when it is not waited for.</summary>
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(2);

    private readonly string queue;
    private readonly TimeSpan patience;
    private readonly TimeProvider time;
    private readonly ServiceBusClient client;
    private readonly ServiceBusAdministrationClient administration;
    private readonly Calls calls;
    private readonly Link<ServiceBusReceiver> receiver;
    private readonly Link<ServiceBusReceiver> dead;

    public AmqpQueue(
        string queue,
        ServiceBusClient client,
        ServiceBusAdministrationClient administration,
        TimeSpan patience,
        TimeProvider time
    )
    {
        this.patience = patience;
        this.queue = queue;
        this.time = time;
        this.client = client;
        this.administration = administration;
        calls = new Calls(time);
        Sender = new AmqpSender(
            new(() => client.CreateSender(queue), static link => Close(link.CloseAsync), patience),
            calls
        );
        receiver = Receivers(SubQueue.None);
        dead = Receivers(SubQueue.DeadLetter);
    }

    public AmqpSender Sender { get; }

    /// <summary>
    /// Waits for messages, and takes as many as there are by then. Never cancelled, which would strand what is on its way:
    /// <see cref="StopReceiving"/> ends it.
    /// </summary>
    public Task<IReadOnlyList<ServiceBusReceivedMessage>> Receive(int most, TimeSpan wait) =>
        receiver.Use(link => Receive(link, most, wait));

    /// <summary>A receive that waits comes back empty; what was on its way to it goes back uncounted.</summary>
    public Task StopReceiving() => receiver.Replace();

    /// <summary>False when the lock was lost: the message is somebody else's.</summary>
    /// <param name="lockedUntil">Until when nobody else can have settled the message.</param>
    public Task<bool> Complete(
        ServiceBusReceivedMessage message,
        DateTimeOffset lockedUntil,
        CancellationToken cancellation
    ) =>
        calls.Settle(
            Operation.Complete,
            token => receiver.Use(link => link.CompleteMessageAsync(message, token)),
            token => IsDone(message, lockedUntil, token),
            cancellation
        );

    /// <summary>Into the queue's own dead letters.</summary>
    public Task<bool> DeadLetter(
        ServiceBusReceivedMessage message,
        string reason,
        Dictionary<string, object> properties,
        DateTimeOffset lockedUntil,
        CancellationToken cancellation
    ) =>
        calls.Settle(
            Operation.DeadLetter,
            token => receiver.Use(link => link.DeadLetterMessageAsync(message, properties, reason, null, token)),
            token => IsDone(message, lockedUntil, token),
            cancellation
        );

    public Task Abandon(ServiceBusReceivedMessage message, CancellationToken cancellation) =>
        calls.Settle(
            Operation.Abandon,
            token => receiver.Use(link => link.AbandonMessageAsync(message, null, token)),
            static _ => Task.FromResult(false),
            cancellation
        );

    /// <summary>False when the lock was lost.</summary>
    public Task<bool> Renew(ServiceBusReceivedMessage message, CancellationToken cancellation) =>
        calls.Settle(
            Operation.Renew,
            token => receiver.Use(link => link.RenewMessageLockAsync(message, token)),
            static _ => Task.FromResult(false),
            cancellation
        );

    /// <summary>The first messages, without taking any.</summary>
    public Task<IReadOnlyList<ServiceBusReceivedMessage>> Peek(int most, CancellationToken cancellation) =>
        Peek(receiver, most, 0, cancellation);

    /// <summary>All dead letters, oldest first, a page at a time.</summary>
    public async IAsyncEnumerable<ServiceBusReceivedMessage> DeadLetters(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var from = 0L; ; )
        {
            var page = await Peek(dead, Page, from, cancellation);
            foreach (var message in page)
                yield return message;
            if (page.Count == 0)
                yield break;
            from = page[^1].SequenceNumber + 1;
        }
    }

    /// <summary>Nothing when there is no such queue, or when the hub may not manage it.</summary>
    public async Task<MessageCounts?> Count(CancellationToken cancellation)
    {
        try
        {
            return await calls.Run<MessageCounts?>(
                Operation.Count,
                async token =>
                {
                    var found = await administration.GetQueueRuntimePropertiesAsync(queue, token);
                    var counts = found.Value;
                    return new MessageCounts(
                        counts.ActiveMessageCount,
                        counts.ScheduledMessageCount,
                        counts.DeadLetterMessageCount
                    );
                },
                cancellation
            );
        }
        catch (StorageException refusal) when (IsUnknown(refusal) || IsForbidden(refusal))
        {
            return null;
        }
    }

    /// <summary>
    /// Moves what another queue holds to this one, each as its copy, and answers how many: none when there is no such queue.
    /// </summary>
    public async Task<int> MoveFrom(
        string source,
        SubQueue part,
        Func<ServiceBusReceivedMessage, ServiceBusMessage> copy,
        CancellationToken cancellation
    )
    {
        var from = client.CreateReceiver(source, new ServiceBusReceiverOptions { SubQueue = part });
        try
        {
            for (var moved = 0; ; )
            {
                cancellation.ThrowIfCancellationRequested();
                var found = await Receive(from, Page, TimeSpan.FromSeconds(1));
                if (found.Count == 0)
                    return moved;
                await Sender.Send([.. found.Select(copy)], cancellation);
                foreach (var message in found)
                    await calls.Settle(
                        Operation.Complete,
                        token => from.CompleteMessageAsync(message, token),
                        static _ => Task.FromResult(true),
                        cancellation
                    );
                moved += found.Count;
            }
        }
        catch (StorageException refusal) when (IsUnknown(refusal))
        {
            return 0;
        }
        finally
        {
            await Close(from.CloseAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Closing);
        await client
            .DisposeAsync()
            .AsTask()
            .WaitAsync(patience.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static Task<IReadOnlyList<ServiceBusReceivedMessage>> Receive(
        ServiceBusReceiver from,
        int most,
        TimeSpan wait
    ) =>
        Calls.RunOnce(
            Operation.Receive,
            () => from.ReceiveMessagesAsync(most, wait, CancellationToken.None),
            static found => found.Count == 0
        );

    private Task<IReadOnlyList<ServiceBusReceivedMessage>> Peek(
        Link<ServiceBusReceiver> from,
        int most,
        long first,
        CancellationToken cancellation
    ) =>
        calls.Run(
            Operation.Peek,
            token => from.Use(link => link.PeekMessagesAsync(most, first, token)),
            cancellation,
            static found => found.Count == 0
        );

    /// <summary>The message has left the queue, and nobody else can have seen to that.</summary>
    private async Task<bool> IsDone(
        ServiceBusReceivedMessage message,
        DateTimeOffset lockedUntil,
        CancellationToken cancellation
    ) =>
        time.GetUtcNow() < lockedUntil
        && (await Peek(receiver, 1, message.SequenceNumber, cancellation)).All(next =>
            next.SequenceNumber != message.SequenceNumber
        );

    private static bool IsUnknown(StorageException refusal) =>
        refusal.InnerException
            is ServiceBusException
            {
                Reason: ServiceBusFailureReason.MessagingEntityNotFound
                    or ServiceBusFailureReason.MessagingEntityDisabled
            };

    /// <summary>The management API's 403 is taken for a full queue by the SDK.</summary>
    private static bool IsForbidden(StorageException refusal) =>
        refusal.InnerException
            is UnauthorizedAccessException
                or ServiceBusException { Reason: ServiceBusFailureReason.QuotaExceeded };

    private Link<ServiceBusReceiver> Receivers(SubQueue part) =>
        new(
            () => client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = part }),
            static link => Close(link.CloseAsync),
            patience
        );

    private static async Task Close(Func<CancellationToken, Task> close)
    {
        using var patience = new CancellationTokenSource(Closing);
        await close(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
