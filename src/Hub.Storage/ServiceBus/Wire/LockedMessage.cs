using System.Text.Json;
using Azure;
using Hub.Storage.ServiceBus.Http;

namespace Hub.Storage.ServiceBus.Wire;

/// <summary>A message as a peek-lock gave it.</summary>
/// <param name="Location">Settles it: used as it came.</param>
/// <param name="Deliveries">How often the service has handed this copy out, this time included.</param>
/// <param name="LockTime">How long a lock lasts, by the service's own clock.</param>
internal sealed record LockedMessage(
    Uri Location,
    string LockToken,
    Envelope Envelope,
    int Deliveries,
    TimeSpan LockTime
)
{
    private static readonly TimeSpan ShortestLock = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);

    public static LockedMessage Read(Response response, Uri endpoint, DateTimeOffset now)
    {
        var headers = response.Headers;
        var broker = ReadBroker(response);
        if (broker?.LockToken is not { } token || !headers.TryGetValue("Location", out var location))
            throw new ServiceBusException("Service Bus gave a message without its lock.", response.Status);
        // Every settlement carries the credentials to this address: it has to be the namespace's own.
        if (
            !Uri.TryCreate(location, UriKind.Absolute, out var uri)
            || Uri.Compare(
                uri,
                endpoint,
                UriComponents.SchemeAndServer,
                UriFormat.Unescaped,
                StringComparison.OrdinalIgnoreCase
            ) != 0
        )
            throw new ServiceBusException("Service Bus gave a message with a lock on another host.", response.Status);
        var envelope = EnvelopeProperties.Read(broker, headers, response.Content.ToMemory());
        return new LockedMessage(
            uri,
            token,
            envelope,
            broker.DeliveryCount ?? 1,
            LockTimeOf(broker, headers.Date ?? now)
        );
    }

    private static BrokerProperties? ReadBroker(Response response)
    {
        if (!response.Headers.TryGetValue(BrokerProperties.Header, out var json))
            return null;
        try
        {
            return JsonSerializer.Deserialize(json, WireJson.Default.BrokerProperties);
        }
        catch (JsonException unreadable)
        {
            throw new ServiceBusException(
                "Service Bus gave a message in an unknown form.",
                response.Status,
                unreadable
            );
        }
    }

    /// <summary>Both dates are the service's, so the hub's clock may be wrong; both are cut to seconds.</summary>
    private static TimeSpan LockTimeOf(BrokerProperties broker, DateTimeOffset now)
    {
        var time = (BrokerProperties.ReadDate(broker.LockedUntilUtc) ?? now) - now - TimeSpan.FromSeconds(1);
        return time < ShortestLock ? ShortestLock
            : time > LongestLock ? LongestLock
            : time;
    }
}
