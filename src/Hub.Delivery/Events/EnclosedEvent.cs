using System.Text;
using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.Json;
using Hub.Ports.Store;

namespace Hub.Delivery.Events;

/// <summary>An event that goes with the messages of its deliveries, so that a hub which did not relay it need not read it.</summary>
internal static class EnclosedEvent
{
    /// <summary>
    /// For all of an event's messages together. Told to many, it costs each hub one read and each message its bytes: then the
    /// reads are cheaper.
    /// </summary>
    private const int MostBytes = 16 * 1024;

    public static string? Write(HubEvent happened, int messages)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(happened, DomainJson.Default.HubEvent);
        return bytes.Length <= MostBytes / messages ? Encoding.UTF8.GetString(bytes) : null;
    }

    /// <summary>Nothing when it is not what the message refers to, or nothing that this version can read: the log has it, too.</summary>
    public static HubEvent? Read(string? enclosed, EventReference reference)
    {
        if (enclosed is null)
            return null;
        try
        {
            var happened = JsonSerializer.Deserialize(enclosed, DomainJson.Default.HubEvent);
            return happened is not null && EventReference.Of(happened) == reference ? happened : null;
        }
        catch (Exception)
        {
            return null;
        }
    }
}
