namespace Hub.LocalCloud.ServiceBus.Queues;

/// <summary>
/// The queue's verbs. Each takes the lock, first lets everything happen that was due by now, and afterwards sets the
/// timer for what is due next; so the state never depends on when a timer's thread runs.
/// </summary>
internal sealed class MessageQueue : IDisposable
{
    private static readonly Dictionary<string, object?> NoChange = [];

    private readonly TimeProvider time;
    private readonly Lock gate;
    private readonly Action changed;
    private readonly QueueClock clock;
    private readonly MessageLife life;
    private readonly DuplicateWindow? duplicates;

    public MessageQueue(QueueOptions options, TimeProvider time, Lock gate, Action changed, Action<Message>? bury)
    {
        this.time = time;
        this.gate = gate;
        this.changed = changed;
        duplicates = options.DuplicateWindow is { } window ? new DuplicateWindow(window) : null;
        life = new MessageLife(options, Index, bury);
        clock = new QueueClock(time, OnDue);
    }

    /// <summary>A dead-letter queue has the name of the queue that its messages come from.</summary>
    public required string Name { get; init; }

    public MessageIndex Index { get; } = new();

    public Receivers Receivers { get; } = new();

    /// <summary>
    /// The queue whose dead letters these are: what falls out of it must have arrived before this is read.
    /// </summary>
    public MessageQueue? Source { get; init; }

    public int DuplicatesDropped { get; private set; }

    /// <summary>Takes all of them, and says the sequence number of each: 0 for a duplicate, which is dropped.</summary>
    public IReadOnlyList<long> Send(IReadOnlyList<SentMessage> messages)
    {
        lock (gate)
        {
            var now = CatchUp();
            var numbers = new long[messages.Count];
            for (var at = 0; at < numbers.Length; at++)
            {
                if (messages[at].MessageId is { } id && duplicates?.Admits(id, now) is false)
                {
                    DuplicatesDropped++;
                    continue;
                }

                numbers[at] = life.Begin(messages[at], now);
            }

            Finish(now);
            return numbers;
        }
    }

    public void Join(Receiver receiver)
    {
        lock (gate)
        {
            Receivers.Join(receiver);
            Finish(CatchUp());
        }
    }

    public void Leave(Receiver receiver)
    {
        lock (gate)
        {
            Receivers.Leave(receiver);
            changed();
        }
    }

    /// <summary>Serves those who wait; a receiver that wants more than before asks for it.</summary>
    public void Serve()
    {
        lock (gate)
        {
            Finish(CatchUp());
        }
    }

    public Settlement Complete(Guid token) => Settle(token, NoChange, (message, _) => Index.Remove(message));

    public Settlement Abandon(Guid token, IReadOnlyDictionary<string, object?> changes) =>
        Settle(token, changes, life.Return);

    public Settlement Release(Guid token) => Settle(token, NoChange, life.Release);

    public Settlement Defer(Guid token, IReadOnlyDictionary<string, object?> changes) =>
        Settle(token, changes, (message, _) => life.Defer(message));

    public Settlement DeadLetter(Guid token, DeadLetterReason reason, IReadOnlyDictionary<string, object?> changes) =>
        life.CanBury ? Settle(token, changes, (message, _) => life.Bury(message, reason)) : Settlement.NotAllowed;

    /// <summary>Null: there is no such lock.</summary>
    public DateTimeOffset? Renew(Guid token)
    {
        DateTimeOffset? until = null;
        Settle(token, NoChange, (message, now) =>
        {
            life.Extend(message, now);
            until = message.Due;
        });
        return until;
    }

    public IReadOnlyList<MessageView> Peek(long fromSequenceNumber, int count)
    {
        lock (gate)
        {
            CatchUp();
            return
            [
                .. Index
                    .From(fromSequenceNumber)
                    .Take(count)
                    .Select(message => message.View() with { IsPeeked = true, Lock = null }),
            ];
        }
    }

    /// <summary>Takes scheduled messages back: all of them, or none when one is not scheduled.</summary>
    public bool Cancel(IReadOnlyCollection<long> sequenceNumbers)
    {
        lock (gate)
        {
            var now = CatchUp();
            var found = Find(sequenceNumbers, MessageState.Scheduled);
            found?.ForEach(Index.Remove);
            Finish(now);
            return found is not null;
        }
    }

    /// <summary>Delivers deferred messages: all of them, or null when one is not deferred.</summary>
    public IReadOnlyList<MessageView>? ReceiveDeferred(IReadOnlyCollection<long> sequenceNumbers, ReceiveMode mode)
    {
        lock (gate)
        {
            var now = CatchUp();
            var found = Find(sequenceNumbers, MessageState.Deferred);
            var views = found?.ConvertAll(message => life.Deliver(message, mode, now));
            Finish(now);
            return views;
        }
    }

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
        Index.Add(message, MessageState.Active, message.ExpiresAt);
        Finish(time.GetUtcNow());
    }

    public void Dispose() => clock.Dispose();

    private List<Message>? Find(IReadOnlyCollection<long> sequenceNumbers, MessageState state)
    {
        var found = new List<Message>();
        foreach (var number in sequenceNumbers.Distinct())
        {
            if (Index.Find(number) is not { } message || message.State != state)
            {
                return null;
            }

            found.Add(message);
        }

        return found;
    }

    private Settlement Settle(
        Guid token,
        IReadOnlyDictionary<string, object?> changes,
        Action<Message, DateTimeOffset> verb
    )
    {
        lock (gate)
        {
            var now = CatchUp();
            if (Index.FindLocked(token) is not { } message)
            {
                return Settlement.LockLost;
            }

            message.Change(changes);
            verb(message, now);
            Finish(now);
            return Settlement.Done;
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
        while (Index.FirstActive is { } message && Receivers.Next() is { } receiver)
        {
            receiver.Serve(() => life.Deliver(message, receiver.Mode, now));
        }
    }
}
