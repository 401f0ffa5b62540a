namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>How a message passes from state to state, until it is completed, dropped or buried.</summary>
internal sealed class MessageLife(QueueOptions options, MessageIndex index, Action<Message>? bury)
{
    private long lastSequenceNumber;

    /// <summary>Nothing leaves a dead-letter queue for another one.</summary>
    public bool CanBury => bury is not null;

    /// <summary>Takes a message in and says its sequence number.</summary>
    public long Begin(SentMessage sent, DateTimeOffset now)
    {
        var ceiling = options.DefaultTimeToLive ?? TimeSpan.MaxValue;
        var message = new Message(sent, sent.TimeToLive < ceiling ? sent.TimeToLive.Value : ceiling);
        if (sent.ScheduledFor > now)
        {
            message.SequenceNumber = ++lastSequenceNumber;
            message.EnqueuedTime = now;
            index.Add(message, MessageState.Scheduled, sent.ScheduledFor.Value);
        }
        else
        {
            Activate(message, now);
        }

        return message.SequenceNumber;
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
                Return(message, message.Due);
                break;
        }
    }

    public MessageView Deliver(Message message, ReceiveMode mode, DateTimeOffset now)
    {
        message.WasDeferred = message.State is MessageState.Deferred;
        index.Remove(message);
        message.DeliveryCount++;
        if (mode is ReceiveMode.PeekLock)
        {
            message.LockToken = Guid.NewGuid();
            index.Add(message, MessageState.Locked, now + options.LockDuration);
        }
        else
        {
            // Its last state: it is in no queue any more.
            message.State = MessageState.Active;
        }

        return message.View();
    }

    /// <summary>A lock given back or run out: back to its old place, unless the message has had its chances.</summary>
    public void Return(Message message, DateTimeOffset now)
    {
        if (message.DeliveryCount >= options.MaxDeliveryCount)
        {
            Bury(message, DeadLetterReason.TooManyDeliveries(message.DeliveryCount));
        }
        else
        {
            PutBack(message, now);
        }
    }

    /// <summary>A delivery that nobody took: as if it had not been made.</summary>
    public void Release(Message message, DateTimeOffset now)
    {
        message.DeliveryCount--;
        PutBack(message, now);
    }

    public void Defer(Message message)
    {
        index.Remove(message);
        index.Add(message, MessageState.Deferred, DateTimeOffset.MaxValue);
    }

    public void Bury(Message message, DeadLetterReason reason)
    {
        index.Remove(message);
        message.DeadLetter = reason;
        bury?.Invoke(message);
    }

    public void Extend(Message message, DateTimeOffset now)
    {
        index.Remove(message);
        index.Add(message, MessageState.Locked, now + options.LockDuration);
    }

    private void PutBack(Message message, DateTimeOffset now)
    {
        index.Remove(message);
        if (message.WasDeferred)
        {
            // What is deferred does not expire.
            index.Add(message, MessageState.Deferred, DateTimeOffset.MaxValue);
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
