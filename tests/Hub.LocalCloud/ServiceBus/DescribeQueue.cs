using Hub.LocalCloud.ServiceBus.Queues;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>
/// The one part of the management API that a hub reads: a queue's description, an Atom entry, here with its counts
/// alone.
/// </summary>
internal static class DescribeQueue
{
    /// <summary>What the service answers for a name it does not know: a feed without entries.</summary>
    private const string Nothing =
        """<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Publicly Listed Services</title></feed>""";

    public static IResult Handle(string queue, ServiceBusNamespace bus)
    {
        if (bus.Find(queue) is not { } entity)
        {
            return Results.Text(Nothing, "application/atom+xml;type=feed;charset=utf-8");
        }

        var counts = entity.Counts();
        // A locked message still counts as active.
        var active = counts.Active + counts.Locked;
        var description = $"""
            <entry xmlns="http://www.w3.org/2005/Atom"><title type="text">{queue}</title><content type="application/xml">
            <QueueDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">
            <MessageCount>{counts.Total + counts.Dead}</MessageCount>
            <CountDetails xmlns:d2p1="http://schemas.microsoft.com/netservices/2011/06/servicebus">
            <d2p1:ActiveMessageCount>{active}</d2p1:ActiveMessageCount>
            <d2p1:DeadLetterMessageCount>{counts.Dead}</d2p1:DeadLetterMessageCount>
            <d2p1:ScheduledMessageCount>{counts.Scheduled}</d2p1:ScheduledMessageCount>
            </CountDetails></QueueDescription></content></entry>
            """;
        return Results.Text(description, "application/atom+xml;type=entry;charset=utf-8");
    }
}
