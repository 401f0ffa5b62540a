using System.Xml;
using System.Xml.Linq;
using Hub.LocalCloud.ServiceBus.Queues;

namespace Hub.LocalCloud.ServiceBus.Administration;

/// <summary>A queue as an Atom entry: its settings and its counts.</summary>
internal static class QueueEntry
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Bus = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
    private static readonly XNamespace Details = "http://schemas.microsoft.com/netservices/2011/06/servicebus";

    public static XElement Feed(IEnumerable<QueueEntity> queues) =>
        new(Atom + "feed", new XElement(Atom + "title", "Queues"), queues.Select(Of));

    public static XElement Of(QueueEntity queue) =>
        new(
            Atom + "entry",
            new XElement(Atom + "title", queue.Name),
            new XElement(
                Atom + "content",
                new XAttribute("type", "application/xml"),
                new XElement(Bus + "QueueDescription", Settings(queue.Options), Counts(queue.Counts()))
            )
        );

    private static XElement[] Settings(QueueOptions options) =>
        [
            new(Bus + "LockDuration", XmlConvert.ToString(options.LockDuration)),
            new(Bus + "MaxSizeInMegabytes", 1024),
            new(Bus + "RequiresDuplicateDetection", options.DuplicateWindow is not null),
            new(Bus + "RequiresSession", false),
            new(Bus + "DefaultMessageTimeToLive", XmlConvert.ToString(options.DefaultTimeToLive ?? TimeSpan.MaxValue)),
            new(Bus + "DeadLetteringOnMessageExpiration", options.DeadLetterExpired),
            new(
                Bus + "DuplicateDetectionHistoryTimeWindow",
                XmlConvert.ToString(options.DuplicateWindow ?? TimeSpan.FromMinutes(10))
            ),
            new(Bus + "MaxDeliveryCount", options.MaxDeliveryCount),
            new(Bus + "Status", "Active"),
        ];

    // A locked message still counts as active.
    private static XElement[] Counts(QueueCounts counts) =>
        [
            new(Bus + "MessageCount", counts.Total + counts.Dead),
            new(
                Bus + "CountDetails",
                new XElement(Details + "ActiveMessageCount", counts.Active + counts.Locked + counts.Deferred),
                new XElement(Details + "DeadLetterMessageCount", counts.Dead),
                new XElement(Details + "ScheduledMessageCount", counts.Scheduled),
                new XElement(Details + "TransferMessageCount", 0),
                new XElement(Details + "TransferDeadLetterMessageCount", 0)
            ),
        ];
}
