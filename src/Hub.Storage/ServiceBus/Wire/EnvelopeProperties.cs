using System.Globalization;
using Azure.Core;
using Hub.Ports.Queue;

namespace Hub.Storage.ServiceBus.Wire;

/// <summary>The custom properties of an envelope, both ways.</summary>
internal static class EnvelopeProperties
{
    private const string Id = "hub-id";
    private const string Due = "hub-due";
    private const string Hop = "hub-hop";
    private const string Leases = "hub-leases";
    private const string Moves = "hub-moves";
    private const string Reason = "hub-reason";
    private const string DeadAt = "hub-dead-at";
    private const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>Properties may have 32 KB each; a reason is a sentence.</summary>
    private const int LongestReason = 2048;

    public static IEnumerable<(string Name, string Value)> Of(Envelope envelope)
    {
        yield return (Due, Write(envelope.Message.Due));
        if (envelope.Hop > 0)
        {
            yield return (Id, PropertyText.Write(envelope.Message.Id));
            yield return (Hop, Write(envelope.Hop));
        }
        if (envelope.Leases > 0)
            yield return (Leases, Write(envelope.Leases));
        if (envelope.Moves > 0)
            yield return (Moves, Write(envelope.Moves));
        if (envelope.Death is { } death)
        {
            var reason = death.Reason.Length > LongestReason ? death.Reason[..LongestReason] : death.Reason;
            yield return (Reason, PropertyText.Write(reason));
            yield return (DeadAt, Write(death.At));
        }
    }

    public static Envelope Read(BrokerProperties broker, ResponseHeaders headers, ReadOnlyMemory<byte> body)
    {
        var enqueued = BrokerProperties.ReadDate(broker.EnqueuedTimeUtc) ?? DateTimeOffset.UnixEpoch;
        var message = new QueueMessage(
            Text(headers, Id) ?? broker.MessageId ?? "",
            broker.Label ?? "",
            Date(headers, Due) ?? enqueued,
            body
        );
        return new Envelope(message)
        {
            Hop = Number(headers, Hop),
            Leases = Number(headers, Leases),
            Moves = Number(headers, Moves),
            Death = ReadDeath(headers, enqueued),
        };
    }

    /// <summary>The hub's own verdict, or that of the service: it kept coming back, or outlived its time.</summary>
    private static Death? ReadDeath(ResponseHeaders headers, DateTimeOffset enqueued)
    {
        if (Text(headers, Reason) is { } reason)
            return new Death(reason, Date(headers, DeadAt) ?? enqueued);
        return Text(headers, "DeadLetterReason") is { } code
            ? new Death($"{code}: {Text(headers, "DeadLetterErrorDescription")}".TrimEnd(' ', ':'), enqueued)
            : null;
    }

    private static string? Text(ResponseHeaders headers, string name) =>
        headers.TryGetValue(name, out var value) ? PropertyText.Read(Unquoted(value)) : null;

    private static int Number(ResponseHeaders headers, string name) =>
        headers.TryGetValue(name, out var value)
        && int.TryParse(Unquoted(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static DateTimeOffset? Date(ResponseHeaders headers, string name) =>
        headers.TryGetValue(name, out var value)
        && DateTimeOffset.TryParseExact(
            Unquoted(value),
            DateFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? date
            : null;

    private static string Unquoted(string value) => value is ['"', .. var inner, '"'] ? inner : value;

    private static string Write(DateTimeOffset at) => at.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);

    private static string Write(int number) => number.ToString(CultureInfo.InvariantCulture);
}
