using Azure.Messaging.ServiceBus;
using Hub.Ports.Queue;
using Hub.Storage.Lanes;
using Hub.Storage.ServiceBus.Wire;

namespace Hub.Storage.ServiceBus.Holding;

/// <summary>What a message wants when its timer rings.</summary>
internal enum Need
{
    Nothing,
    Renewal,

    /// <summary>This hub has stopped leasing: another one may have it.</summary>
    GivingBack,
}

/// <summary>How many messages are held; those that are not due are early or on their way back.</summary>
internal sealed record HeldCounts(int Due, int NotDue, int Leased, DateTimeOffset? OldestDue);

/// <summary>
/// The messages that this hub has locked, in every state. A place is taken from before a receive until the message is
/// leased or has left, so that memory and locks are bounded.
/// </summary>
internal sealed class HeldMessages(int prefetch, LeaseDemand demand, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LockedMessage> byToken = new(StringComparer.Ordinal);
    private readonly LaneScheduler<LockedMessage> scheduler = new();
    private readonly ClosedLanes closed = new(prefetch / 2);
    private readonly LockTimes lockTimes = new();
    private readonly SemaphoreSlim places = new(prefetch);

    /// <summary>Waits for a place, and takes all that are free.</summary>
    public async Task<int> TakePlaces(CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        var taken = 1;
        while (taken < prefetch && places.Wait(0, CancellationToken.None))
            taken++;
        return taken;
    }

    public void LeavePlaces(int count)
    {
        if (count > 0)
            places.Release(count);
    }

    /// <param name="farther">A message due later than this does not wait here: it is on its way back.</param>
    public LockedMessage Add(ServiceBusReceivedMessage received, TimeSpan farther, Action<LockedMessage> look)
    {
        var now = time.GetUtcNow();
        var lockTime = lockTimes.Of(received, now);
        var held = new LockedMessage(received, EnvelopeProperties.Read(received), lockTime)
        {
            LockedUntil = now + lockTime,
        };
        held.Timer = time.CreateTimer(_ => look(held), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (gate)
        {
            byToken.Add(received.LockToken, held);
            held.State =
                held.Envelope.Death is not null || held.Message.Due - now > farther ? LockedState.Moving
                : held.Message.Due > now ? LockedState.Early
                : LockedState.Scheduled;
            if (held.State is LockedState.Scheduled)
                scheduler.Add(scheduler.LaneOf(held.Message.Lane), held);
            held.SetTimer(now);
        }
        return held;
    }

    /// <param name="excess">Messages of closed lanes beyond what is kept for them, and when each is wanted again.</param>
    public LaneOffer<LockedMessage> Take(
        int max,
        TimeSpan duration,
        Func<string, LaneRoom>? room,
        out IReadOnlyList<(LockedMessage Held, DateTimeOffset Again)> excess
    )
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            var offer = scheduler.Take(max, duration, room, now, closed.Found);
            foreach (var leased in offer.Taken)
                LeavePlace(byToken[LockedMessage.LockTokenOf(leased)]);
            excess = closed.TakeExcess(scheduler, now);
            foreach (var (held, _) in excess)
                held.State = LockedState.Moving;
            return offer;
        }
    }

    /// <summary>Nothing when the lease was lost, or is being settled already.</summary>
    public LockedMessage? BeginSettling(LeasedMessage message)
    {
        lock (gate)
        {
            if (Leased(message) is not { } held)
                return null;
            held.BeginSettling();
            return held;
        }
    }

    /// <summary>The service could not be told: the lease goes on until it lapses.</summary>
    public void EndSettling(LockedMessage held)
    {
        lock (gate)
            if (held.State is LockedState.Settling)
                scheduler.Renew(held, held.EndSettling());
    }

    public (LockedMessage Held, LeasedMessage Lease)? Extend(LeasedMessage message, TimeSpan duration)
    {
        var until = time.GetUtcNow() + duration;
        lock (gate)
            return Leased(message) is { } held ? (held, scheduler.Renew(held, until)) : null;
    }

    /// <param name="ready">A message waits that did not before.</param>
    public Need Look(LockedMessage held, out bool ready)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            ready = scheduler.ReturnExpired(now);
            if (held.State is LockedState.Gone)
                return Need.Nothing;
            if (held.State is LockedState.Early && held.Message.Due <= now)
            {
                held.State = LockedState.Scheduled;
                scheduler.Add(scheduler.LaneOf(held.Message.Lane), held);
                ready = true;
            }
            if (held.RenewAt > now)
            {
                held.SetTimer(now);
                return Need.Nothing;
            }
            if (held.IsWaiting && demand.HasCeased())
            {
                Drop(held);
                return Need.GivingBack;
            }
            if (held.IsRenewing)
                return Need.Nothing;
            held.IsRenewing = true;
            return Need.Renewal;
        }
    }

    public void Renewed(LockedMessage held, DateTimeOffset asked)
    {
        lock (gate)
        {
            held.IsRenewing = false;
            held.LockedUntil = asked + held.LockTime;
            if (held.State is not LockedState.Gone)
                held.SetTimer(time.GetUtcNow());
        }
    }

    /// <summary>Tries again soon, as long as there is a lock to renew. False when the message is lost.</summary>
    public bool RenewalFailed(LockedMessage held, TimeSpan pause)
    {
        lock (gate)
        {
            held.IsRenewing = false;
            if (held.State is LockedState.Gone || held.LockedUntil <= time.GetUtcNow())
                return !Drop(held);
            held.SetTimer(pause);
            return true;
        }
    }

    /// <summary>False when the message was gone before.</summary>
    public bool Forget(LockedMessage held)
    {
        lock (gate)
            return Drop(held);
    }

    public IReadOnlyList<LockedMessage> ForgetAll()
    {
        lock (gate)
        {
            LockedMessage[] all = [.. byToken.Values];
            foreach (var held in all)
                Drop(held);
            return all;
        }
    }

    public HeldCounts Count()
    {
        lock (gate)
        {
            scheduler.ReturnExpired(time.GetUtcNow());
            var leased = byToken.Values.Count(static held => held.IsLeased);
            var waiting = byToken.Values.Where(static held => held.IsWaiting).Select(static held => held.Message.Due);
            return new HeldCounts(
                scheduler.Ready,
                byToken.Count - leased - scheduler.Ready,
                leased,
                scheduler.Ready > 0 ? waiting.Min() : null
            );
        }
    }

    public void Dispose() => places.Dispose();

    private LockedMessage? Leased(LeasedMessage message) =>
        byToken.TryGetValue(LockedMessage.LockTokenOf(message), out var held)
        && held.State is LockedState.Scheduled
        && held.IsHeldBy(message)
        && held.Until > time.GetUtcNow()
            ? held
            : null;

    private bool Drop(LockedMessage held)
    {
        if (held.State is LockedState.Gone)
            return false;
        if (held.IsWaiting)
            scheduler.Withdraw(held);
        held.Return();
        LeavePlace(held);
        held.State = LockedState.Gone;
        held.Timer?.Dispose();
        byToken.Remove(held.Received.LockToken);
        return true;
    }

    private void LeavePlace(LockedMessage held)
    {
        if (held.HasPlace)
            places.Release();
        held.HasPlace = false;
    }
}
