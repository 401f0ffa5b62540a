using Hub.Domain.Organizations;

namespace Hub.Delivery.Sending;

/// <summary>A receiver's address as messages of a target go to it, whichever subscriptions they are of.</summary>
/// <param name="Mark">Stands for the address, and does not say it.</param>
/// <param name="Pace">The least time between two requests; zero where only its answers say.</param>
public sealed record Destination(OrganizationId Organization, string Mark, TimeSpan Pace);

/// <summary>
/// Lets one request at a time go to a destination, at its pace, and none while it has asked to wait. Who comes too early is told
/// when to come again. One process counts by itself; <see cref="FleetPace"/> counts for hubs that share a store.
/// </summary>
/// <param name="stretch">Times the pace of every destination; 0 for none.</param>
public class DestinationPace(TimeProvider time, double stretch = 1)
{
    private readonly IdleCache<(OrganizationId, string), Moment> moments = new(time);
    private readonly long began = time.GetTimestamp();

    /// <summary>What no step of a clock moves.</summary>
    private TimeSpan Now => time.GetElapsedTime(began);

    /// <summary>The least time between two requests; zero where only the receiver's answers say.</summary>
    public TimeSpan PaceOf(Destination to) => to.Pace * stretch;

    /// <summary>When a message may be started, as far as this hub knows; nothing when that is now.</summary>
    public DateTimeOffset? FreeAt(Destination to)
    {
        if (!moments.TryGet((to.Organization, to.Mark), out var moment))
            return null;
        var now = Now;
        lock (moment)
            return TimeOf(moment.Asked > moment.Free ? moment.Asked : moment.Free, now);
    }

    /// <summary>A message was started, which will ask for its turn: the next one need not be started with it.</summary>
    public void Expect(Destination to)
    {
        if (PaceOf(to) is not { Ticks: > 0 } pace)
            return;
        var moment = MomentOf(to);
        lock (moment)
            moment.Asked = Now + pace;
    }

    /// <summary>Takes the turn of one request; answers when to ask again where it is not this one's turn.</summary>
    public virtual ValueTask<DateTimeOffset?> Take(Destination to, CancellationToken cancellation)
    {
        var (moment, now) = (MomentOf(to), Now);
        lock (moment)
        {
            if (TimeOf(moment.Free, now) is { } later)
                return new(later);
            moment.Free = now + PaceOf(to);
            return default;
        }
    }

    /// <summary>The receiver asked that nothing come for so long.</summary>
    public virtual Task Hold(Destination to, TimeSpan wait, CancellationToken cancellation)
    {
        Wait(to, wait);
        return Task.CompletedTask;
    }

    protected void Wait(Destination to, TimeSpan wait)
    {
        var (moment, until) = (MomentOf(to), Now + wait);
        lock (moment)
            if (until > moment.Free)
                moment.Free = until;
    }

    /// <summary>A moment to come as the time of day; nothing for one that has passed.</summary>
    private DateTimeOffset? TimeOf(TimeSpan moment, TimeSpan now) =>
        moment > now ? time.GetUtcNow() + (moment - now) : null;

    private Moment MomentOf(Destination to) => moments.GetOrAdd((to.Organization, to.Mark), static _ => new Moment());

    private sealed class Moment
    {
        /// <summary>When the next request may go.</summary>
        public TimeSpan Free { get; set; }

        /// <summary>When the next message may be started.</summary>
        public TimeSpan Asked { get; set; }
    }
}
