namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>
/// The queue's verbs. Each takes the lock, first lets everything happen that was due by now, and afterwards sets the
/// timer for what is due next; so the state never depends on when a timer's thread runs.
/// </summary>
internal sealed class MessageQueue : IDisposable
{
    private readonly QueueOptions options;
    private readonly TimeProvider time;
    private readonly Lock gate;
    private readonly Action changed;
    private readonly QueueClock clock;
    private readonly MessageLife life;
    private readonly DuplicateWindow? duplicates;
    private bool closed;

    public MessageQueue(QueueOptions options, TimeProvider time, Lock gate, Action changed, Action<Message>? bury)
    {
        this.options = options;
        this.time = time;
        this.gate = gate;
        this.changed = changed;
        duplicates = options.DuplicateWindow is { } window ? new DuplicateWindow(window) : null;
        life = new MessageLife(options, Index, bury);
        clock = new QueueClock(time, OnDue);
    }

    public MessageIndex Index { get; } = new();

    public Receivers Receivers { get; } = new();

    /// <summary>
    /// The queue whose dead letters these are: what falls out of it must have arrived before this is read.
    /// </summary>
    public MessageQueue? Source { get; init; }

    public int DuplicatesDropped { get; private set; }

    public void Send(IReadOnlyList<SentMessage> messages)
    {
        lock (gate)
        {
            var now = CatchUp();
            foreach (var message in messages)
            {
                if (duplicates?.Admits(message.MessageId, now) is false)
                {
                    DuplicatesDropped++;
                    continue;
                }

                life.Begin(message, now);
            }

            Finish(now);
        }
    }

    public async Task<Delivery?> Receive(ReceiveMode mode, TimeSpan wait, CancellationToken gone)
    {
        Receiver receiver;
        ITimer patience;
        lock (gate)
        {
            var now = CatchUp();
            if (life.Deliver(mode, now) is { } delivery)
            {
                Finish(now);
                return delivery;
            }

            if (wait <= TimeSpan.Zero || closed)
            {
                return null;
            }

            // Both exist before anyone can see the receiver waiting: a test moves the clock as soon as it does.
            receiver = Receivers.Join(mode);
            patience = time.CreateTimer(_ => GiveUp(receiver), null, wait, Timeout.InfiniteTimeSpan);
            Finish(now);
        }

        await using (patience)
        await using (gone.UnsafeRegister(_ => GiveUp(receiver), null))
        {
            return await receiver.Answer.Task;
        }
    }

    public Settlement Complete(string id, Guid token) => Settle(id, token, (message, _) => Index.Remove(message));

    public Settlement Unlock(string id, Guid token) => Settle(id, token, life.Release);

    public Settlement Renew(string id, Guid token) => Settle(id, token, life.Extend);

    /// <summary>Lets everything happen that was due by now. The caller holds the lock.</summary>
    public DateTimeOffset CatchUp()
    {
        Source?.CatchUp();
        var now = time.GetUtcNow();
        while (Index.FirstDue is { } message && message.Due <= now)
        {
            life.Next(message);
            Hand(now);
        }

        return now;
    }

    /// <summary>Takes a dead letter in. The caller holds the lock.</summary>
    public void Bury(Message message)
    {
        var now = time.GetUtcNow();
        Index.Add(message, MessageState.Active, message.ExpiresAt);
        Finish(now);
    }

    public void Dispose()
    {
        clock.Dispose();
        lock (gate)
        {
            closed = true;
            while (Receivers.First is { } receiver)
            {
                Receivers.Answer(receiver, null);
            }
        }
    }

    private Settlement Settle(string id, Guid token, Action<Message, DateTimeOffset> verb)
    {
        lock (gate)
        {
            var now = CatchUp();
            var message = Index.FindLocked(token);
            if (message is null || (id != $"{message.SequenceNumber}" && id != message.Sent.MessageId))
            {
                return long.TryParse(id, out var number) && Index.Contains(number)
                    ? Settlement.LockLost
                    : Settlement.NotFound;
            }

            verb(message, now);
            Finish(now);
            return Settlement.Done;
        }
    }

    private void GiveUp(Receiver receiver)
    {
        lock (gate)
        {
            if (Receivers.Answer(receiver, null))
            {
                changed();
            }
        }
    }

    private void OnDue()
    {
        lock (gate)
        {
            clock.Fired();
            Finish(CatchUp());
        }
    }

    private void Finish(DateTimeOffset now)
    {
        Hand(now);
        clock.Set(Index.FirstDue?.Due, now);
        changed();
    }

    private void Hand(DateTimeOffset now)
    {
        while (Receivers.First is { } receiver && life.Deliver(receiver.Mode, now) is { } delivery)
        {
            Receivers.Answer(receiver, delivery);
        }
    }
}
