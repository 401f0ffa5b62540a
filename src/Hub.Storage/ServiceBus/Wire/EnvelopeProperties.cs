using System.Globalization;
using Azure.Messaging.ServiceBus;
using Hub.Ports.Queue;

namespace Hub.Storage.ServiceBus.Wire;

/// <summary>
/// An envelope as the service's message, both ways. Messages outlive a change of version: hubs that spoke HTTPS wrote every
/// property as text, ids percent-encoded, and read them so.
/// </summary>
internal static class EnvelopeProperties
{
    private const string Id = "hub-id";
    private const string Due = "hub-due";
    private const string Hop = "hub-hop";
    private const string Leases = "hub-leases";
    private const string Moves = "hub-moves";
    private const string Reason = "hub-reason";
    private const string DeadAt = "hub-dead-at";
    private const string Enclosed = "hub-enclosed";
    private const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <param name="enqueueAt">Not handed out before this time; absent: at once.</param>
    public static ServiceBusMessage Write(Envelope envelope, DateTimeOffset? enqueueAt)
    {
        var message = new ServiceBusMessage(envelope.Message.Body)
        {
            MessageId = envelope.MessageId,
            Subject = envelope.Message.Lane,
        };
        if (enqueueAt is { } at)
            message.ScheduledEnqueueTime = at;
        var properties = message.ApplicationProperties;
        properties[Due] = Write(envelope.Message.Due);
        if (envelope.MessageId != envelope.Message.Id)
            properties[Id] = Uri.EscapeDataString(envelope.Message.Id);
        if (envelope.Hop > 0)
            properties[Hop] = envelope.Hop;
        if (envelope.Leases > 0)
            properties[Leases] = envelope.Leases;
        if (envelope.Moves > 0)
            properties[Moves] = envelope.Moves;
        if (envelope.Message.Enclosed is { } enclosed)
            properties[Enclosed] = enclosed;
        if (envelope.Death is { } death)
        {
            properties[Reason] = Uri.EscapeDataString(death.Reason);
            properties[DeadAt] = Write(death.At);
        }
        return message;
    }

    /// <summary>What a dead letter gets beside its reason.</summary>
    public static Dictionary<string, object> Of(Death death) => new() { [DeadAt] = Write(death.At) };

    public static Envelope Read(ServiceBusReceivedMessage received)
    {
        var properties = received.ApplicationProperties;
        var body = received.GetRawAmqpMessage().Body.TryGetData(out var data) ? Joined(data ?? []) : default;
        var message = new QueueMessage(
            Text(properties, Id) is { } id ? Uri.UnescapeDataString(id) : received.MessageId ?? "",
            received.Subject ?? "",
            Date(properties, Due) ?? received.EnqueuedTime,
            body
        )
        {
            Enclosed = Text(properties, Enclosed),
        };
        return new Envelope(message)
        {
            Hop = Number(properties, Hop),
            Leases = Number(properties, Leases),
            Moves = Number(properties, Moves),
            Death = ReadDeath(received),
        };
    }

    /// <summary>Nothing when the message is none that a hub could have made.</summary>
    public static Envelope? TryRead(ServiceBusReceivedMessage received)
    {
        try
        {
            return Read(received);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>The hub's own verdict, or that of the service: it kept coming back, or outlived its time.</summary>
    private static Death? ReadDeath(ServiceBusReceivedMessage received)
    {
        var properties = received.ApplicationProperties;
        if (Text(properties, Reason) is { } reason)
            return new Death(Uri.UnescapeDataString(reason), Date(properties, DeadAt) ?? received.EnqueuedTime);
        return received.DeadLetterReason is { } code
            ? new Death(
                $"{code}: {received.DeadLetterErrorDescription}".TrimEnd(' ', ':'),
                Date(properties, DeadAt) ?? received.EnqueuedTime
            )
            : null;
    }

    private static ReadOnlyMemory<byte> Joined(IEnumerable<ReadOnlyMemory<byte>> data) =>
        data.ToList() switch
        {
            [var only] => only,
            var parts => parts.SelectMany(static part => part.ToArray()).ToArray(),
        };

    private static string? Text(IReadOnlyDictionary<string, object> properties, string name) =>
        properties.GetValueOrDefault(name) as string;

    private static int Number(IReadOnlyDictionary<string, object> properties, string name) =>
        properties.GetValueOrDefault(name) switch
        {
            int number => number,
            string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
                number,
            _ => 0,
        };

    private static DateTimeOffset? Date(IReadOnlyDictionary<string, object> properties, string name) =>
        DateTimeOffset.TryParseExact(
            Text(properties, name),
            DateFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? date
            : null;

    private static string Write(DateTimeOffset at) => at.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);
}
