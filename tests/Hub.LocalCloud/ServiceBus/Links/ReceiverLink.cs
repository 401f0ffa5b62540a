using System.Collections.Concurrent;
using Hub.LocalCloud.ServiceBus.Injection;
using Hub.LocalCloud.ServiceBus.Queues;
using Hub.LocalCloud.ServiceBus.Wire;
using Microsoft.Azure.Amqp;

namespace Hub.LocalCloud.ServiceBus.Links;

/// <summary>
/// A receiver's link. The queue, under its lock, puts deliveries aside here; they are sent outside of it, since a link
/// has locks of its own.
/// </summary>
internal sealed class ReceiverLink : Receiver
{
    private readonly Operations operations;
    private readonly MessageQueue queue;
    private readonly SendingAmqpLink link;
    private readonly SettlementLink settlements;
    private readonly ConcurrentQueue<(MessageView? Message, Fault? Fault)> aside = [];
    private readonly Lock sending = new();
    private int scheduled;
    private volatile bool broken;
    private volatile bool drained;

    public ReceiverLink(Operations operations, MessageQueue queue, SendingAmqpLink link)
        : base(link.Settings.SettleType is SettleMode.SettleOnSend ? ReceiveMode.Delete : ReceiveMode.PeekLock)
    {
        this.operations = operations;
        this.queue = queue;
        this.link = link;
        settlements = new SettlementLink(operations, queue, link);
    }

    // A receiver may take credit back, which the library tells nobody: its own count is asked every time.
    public override bool Wants => !broken && !drained && link.LinkCredit > aside.Count && !link.IsClosing();

    private ServiceBusOperation Operation =>
        Mode is ReceiveMode.PeekLock ? ServiceBusOperation.PeekLock : ServiceBusOperation.ReceiveAndDelete;

    public void Open()
    {
        link.RegisterCreditListener((_, drain, _) => OnCredit(drain));
        link.RegisterDispositionListener(delivery =>
        {
            if (Mode is ReceiveMode.PeekLock)
            {
                settlements.Settle(delivery);
            }
        });
        link.SafeAddClosed((_, _) => queue.Leave(this));
        queue.Join(this);
    }

    public override void Serve(Func<MessageView> deliver)
    {
        var fault = operations.Begin(Operation);
        var message = fault is null or { IsAfterEffect: true } ? deliver() : null;
        // A silent loss after the effect is one message's; any other fault is the link's end.
        broken = fault is not null and not { IsAfterEffect: true, Kind: FaultKind.Silence };
        aside.Enqueue((message, fault));
        if (Interlocked.Exchange(ref scheduled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static receiver => receiver.SendAside(), this, preferLocal: false);
        }
    }

    // Drained: what there is must be on its way before this returns, the rest of the credit is gone then.
    private void OnCredit(bool drain)
    {
        drained = false;
        queue.Serve();
        drained = drain;
        // At once, and not from the pool: a client that has asked for several waits 20 ms from the first on.
        SendAside();
    }

    private void SendAside()
    {
        lock (sending)
        {
            Volatile.Write(ref scheduled, 0);
            while (aside.TryPeek(out var next))
            {
                if (next.Fault is { } fault)
                {
                    fault.Break(link);
                }
                else
                {
                    Send(next.Message!);
                }

                // Taken out after it was sent: between the two it counts twice, never not at all.
                aside.TryDequeue(out _);
            }
        }

        queue.Serve();
    }

    private void Send(MessageView message)
    {
        var tag = message.Lock?.Token ?? Guid.NewGuid();
        try
        {
            link.SendMessageNoWait(
                MessageWriter.Write(message, queue.Name),
                new ArraySegment<byte>(tag.ToByteArray()),
                AmqpConstants.NullBinary
            );
        }
        catch (Exception) when (link.IsClosing() || link.Session.Connection.IsClosing())
        {
            // Too late: the message is locked for nobody, until its lock runs out.
        }
    }
}
