using Hub.Delivery.Subscriptions;
using Hub.Ports.Store;

namespace Hub.Delivery.Relaying;

/// <summary>Some of the subscriptions that are told of an event.</summary>
/// <param name="Told">With what each calls the event.</param>
/// <param name="Rest">Where there are more: they come after this id.</param>
internal readonly record struct Matching(IReadOnlyList<(Guid Subscription, string Name)> Told, Guid? Rest)
{
    /// <param name="room">How many there may be. Where there might be more, they are taken in the order of their ids.</param>
    /// <param name="after">Those up to this id have been told.</param>
    public static Matching Of(OrganizationSubscriptions known, CommittedEvent committed, int room, Guid after)
    {
        LiveSubscription[] listening = [.. known.ListeningTo(committed.Event)];
        if (after != default || listening.Length > room)
            listening = [.. listening.Where(one => one.Id.CompareTo(after) > 0).OrderBy(static one => one.Id)];
        var told = new List<(Guid, string)>(Math.Min(listening.Length, room));
        foreach (var subscription in listening)
        {
            if (NameFor(subscription, committed) is not { } name)
                continue;
            if (told.Count == room)
                return new(told, after);
            told.Add((subscription.Id, name));
            after = subscription.Id;
        }
        return new(told, null);
    }

    /// <summary>What the subscription calls the event; nothing when it is not told of it.</summary>
    private static string? NameFor(LiveSubscription subscription, CommittedEvent committed) =>
        subscription.IsToldFrom(committed.Position) ? subscription.NameOf(committed.Event) : null;
}
