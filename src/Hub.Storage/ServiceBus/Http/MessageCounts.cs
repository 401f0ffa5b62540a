using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Azure;

namespace Hub.Storage.ServiceBus.Http;

/// <summary>What the service counts in a queue.</summary>
/// <param name="Active">Due, locked ones included.</param>
internal sealed record MessageCounts(long Active, long Scheduled, long Dead)
{
    private static readonly XNamespace Counts = "http://schemas.microsoft.com/netservices/2011/06/servicebus";

    /// <summary>From the queue's description, an Atom entry; nothing when there is no such queue (an empty feed).</summary>
    public static MessageCounts? Read(Response response)
    {
        try
        {
            var description = XDocument.Parse(response.Content.ToString());
            return Find(description, "ActiveMessageCount") is { } active
                ? new MessageCounts(
                    active,
                    Find(description, "ScheduledMessageCount") ?? 0,
                    Find(description, "DeadLetterMessageCount") ?? 0
                )
                : null;
        }
        catch (XmlException unreadable)
        {
            throw new ServiceBusException(
                "Service Bus described a queue in an unknown form.",
                response.Status,
                unreadable
            );
        }
    }

    private static long? Find(XDocument description, string name) =>
        description.Descendants(Counts + name).FirstOrDefault() is { } element
        && long.TryParse(element.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;
}
