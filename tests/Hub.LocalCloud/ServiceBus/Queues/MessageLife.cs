namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>How a message passes from state to state, until it is completed, dropped or buried.</summary>
internal sealed class MessageLife(QueueOptions options, MessageIndex index, Action<Message>? bury)
{
    private long lastSequenceNumber;

    public void Begin(SentMessage sent, DateTimeOffset now)
    {
        var ceiling = options.DefaultTimeToLive ?? TimeSpan.MaxValue;
        var message = new Message(sent, sent.TimeToLive < ceiling ? sent.TimeToLive.Value : ceiling);
        if (sent.ScheduledFor > now)
        {
            message.SequenceNumber = ++lastSequenceNumber;
            index.Add(message, MessageState.Scheduled, sent.ScheduledFor.Value);
        }
        else
        {
            Activate(message, now);
        }
    }

    /// <summary>What a state's end brings about.</summary>
    public void Next(Message message)
    {
        switch (message.State)
        {
            case MessageState.Scheduled:
                index.Remove(message);
                Activate(message, message.Due);
                break;
            case MessageState.Active:
                index.Remove(message);
                Expire(message);
                break;
            case MessageState.Locked:
                Release(message, message.Due);
                break;
        }
    }

    public Delivery? Deliver(ReceiveMode mode, DateTimeOffset now)
    {
        if (index.FirstActive is not { } message)
        {
            return null;
        }

        index.Remove(message);
        message.DeliveryCount++;
        MessageLock? held = null;
        if (mode is ReceiveMode.PeekLock)
        {
            message.LockToken = Guid.NewGuid();
            held = new MessageLock(message.LockToken, now + options.LockDuration);
            index.Add(message, MessageState.Locked, held.Until);
        }

        return new Delivery(
            message.Sent,
            message.SequenceNumber,
            message.EnqueuedTime,
            message.TimeToLive,
            message.DeliveryCount,
            message.DeadLetter,
            held
        );
    }

    /// <summary>A lock given back or run out: back to its old place, unless the message has had its chances.</summary>
    public void Release(Message message, DateTimeOffset now)
    {
        index.Remove(message);
        if (message.DeliveryCount >= options.MaxDeliveryCount)
        {
            message.DeadLetter = DeadLetterReason.TooManyDeliveries(message.DeliveryCount);
            bury?.Invoke(message);
        }
        else if (message.ExpiresAt <= now)
        {
            Expire(message);
        }
        else
        {
            index.Add(message, MessageState.Active, message.ExpiresAt);
        }
    }

    public void Extend(Message message, DateTimeOffset now)
    {
        index.Remove(message);
        index.Add(message, MessageState.Locked, now + options.LockDuration);
    }

    // A scheduled message takes its place in the queue when it becomes active, not when it was sent.
    private void Activate(Message message, DateTimeOffset now)
    {
        message.SequenceNumber = ++lastSequenceNumber;
        message.EnqueuedTime = now;
        index.Add(message, MessageState.Active, message.ExpiresAt);
    }

    private void Expire(Message message)
    {
        if (options.DeadLetterExpired)
        {
            message.DeadLetter = DeadLetterReason.Expired;
            bury?.Invoke(message);
        }
    }
}
