using Hub.Ports.Queue;
using Hub.Storage.ServiceBus.Wire;

namespace Hub.Storage.ServiceBus.Holding;

/// <summary>What a message wants when its timer rings.</summary>
internal enum Need
{
    Nothing,
    Renewal,

    /// <summary>Its lease has lapsed: it waits again.</summary>
    Leasing,

    /// <summary>This hub has stopped leasing: another one may have it.</summary>
    GivingBack,
}

/// <summary>
/// The messages that this hub has locked, in every state. A place is taken from before a receive until the message is
/// leased or has left, so that memory and locks are bounded.
/// </summary>
internal sealed class HeldMessages(int prefetch, LeaseDemand demand, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, HeldMessage> byToken = new(StringComparer.Ordinal);
    private readonly WaitingLanes lanes = new(prefetch / 2);
    private readonly SemaphoreSlim places = new(prefetch);

    public Task TakePlace(CancellationToken cancellation) => places.WaitAsync(cancellation);

    public void LeavePlace() => places.Release();

    /// <param name="farther">A message due later than this does not wait here: it is on its way back.</param>
    public HeldMessage Add(LockedMessage locked, TimeSpan farther, Action<HeldMessage> look)
    {
        var now = time.GetUtcNow();
        var held = new HeldMessage(locked, now + locked.LockTime);
        held.Timer = time.CreateTimer(_ => look(held), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (gate)
        {
            byToken.Add(locked.LockToken, held);
            held.State = held.Message.Due - now > farther ? HeldState.Moving : HeldState.Waiting;
            if (held.State is HeldState.Waiting)
                lanes.Add(held);
            held.SetTimer(now);
        }
        return held;
    }

    public Offer Take(int max, TimeSpan duration, Func<string, LaneRoom>? room, out List<LeasedMessage> leased)
    {
        var now = time.GetUtcNow();
        leased = [];
        lock (gate)
        {
            var offer = lanes.Take(max, room, now);
            foreach (var held in offer.Taken)
            {
                held.State = HeldState.Leased;
                LeavePlace(held);
                leased.Add(held.Lease(now + duration));
                held.SetTimer(now);
            }
            foreach (var (held, _) in offer.Excess)
                held.State = HeldState.Moving;
            return offer;
        }
    }

    /// <summary>Nothing when the lease was lost, or is being settled already.</summary>
    public HeldMessage? BeginSettling(LeasedMessage message)
    {
        lock (gate)
        {
            if (Leased(message) is not { } held)
                return null;
            held.State = HeldState.Settling;
            return held;
        }
    }

    /// <summary>The service could not be told: the lease goes on until it lapses.</summary>
    public void EndSettling(HeldMessage held)
    {
        lock (gate)
        {
            if (held.State is not HeldState.Settling)
                return;
            held.State = HeldState.Leased;
            held.SetTimer(time.GetUtcNow());
        }
    }

    public (HeldMessage Held, LeasedMessage Lease)? Extend(LeasedMessage message, TimeSpan duration)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (Leased(message) is not { } held)
                return null;
            var lease = held.Lease(now + duration);
            held.SetTimer(now);
            return (held, lease);
        }
    }

    public Need Look(HeldMessage held)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (held.State is HeldState.Gone)
                return Need.Nothing;
            if (held.State is HeldState.Leased && held.LeasedUntil <= now)
            {
                held.State = HeldState.Waiting;
                held.Lapses++;
                lanes.Add(held);
                held.SetTimer(now);
                return Need.Leasing;
            }
            if (held.RenewAt > now)
            {
                held.SetTimer(now);
                return Need.Nothing;
            }
            if (held.State is HeldState.Waiting && demand.HasCeased())
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

    public void Renewed(HeldMessage held, DateTimeOffset asked)
    {
        lock (gate)
        {
            held.IsRenewing = false;
            held.LockedUntil = asked + held.Locked.LockTime;
            if (held.State is not HeldState.Gone)
                held.SetTimer(time.GetUtcNow());
        }
    }

    /// <summary>Tries again soon, as long as there is a lock to renew. False when the message is lost.</summary>
    public bool RenewalFailed(HeldMessage held, TimeSpan pause)
    {
        lock (gate)
        {
            held.IsRenewing = false;
            if (held.State is HeldState.Gone || held.LockedUntil <= time.GetUtcNow())
                return !Drop(held);
            held.SetTimer(pause);
            return true;
        }
    }

    /// <summary>False when the message was gone before.</summary>
    public bool Forget(HeldMessage held)
    {
        lock (gate)
            return Drop(held);
    }

    public IReadOnlyList<HeldMessage> ForgetAll()
    {
        lock (gate)
        {
            HeldMessage[] all = [.. byToken.Values];
            foreach (var held in all)
                Drop(held);
            return all;
        }
    }

    public HeldCounts Count()
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            var leased = byToken.Values.Count(held => held.State is HeldState.Leased or HeldState.Settling);
            var due = lanes.Messages.Where(held => held.Message.Due <= now).Select(held => held.Message.Due).ToList();
            return new HeldCounts(
                due.Count,
                byToken.Count - leased - due.Count,
                leased,
                due.Count > 0 ? due.Min() : null
            );
        }
    }

    public void Dispose() => places.Dispose();

    private HeldMessage? Leased(LeasedMessage message) =>
        byToken.TryGetValue(HeldMessage.LockTokenOf(message), out var held)
        && held.State is HeldState.Leased
        && held.LeaseToken == message.Token
        && held.LeasedUntil > time.GetUtcNow()
            ? held
            : null;

    private bool Drop(HeldMessage held)
    {
        if (held.State is HeldState.Gone)
            return false;
        if (held.State is HeldState.Waiting)
            lanes.Remove(held);
        LeavePlace(held);
        held.State = HeldState.Gone;
        held.Timer?.Dispose();
        byToken.Remove(held.Locked.LockToken);
        return true;
    }

    private void LeavePlace(HeldMessage held)
    {
        if (held.HasPlace)
            places.Release();
        held.HasPlace = false;
    }
}

/// <summary>How many messages are held; those that are not due are waiting or on their way back.</summary>
internal sealed record HeldCounts(int Due, int NotDue, int Leased, DateTimeOffset? OldestDue);
