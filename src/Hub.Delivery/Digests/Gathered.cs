using System.Buffers;
using System.Text.Json;
using Hub.Delivery.Deliveries;
using Hub.Domain.Events;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Digests;

/// <summary>A delivery to be gathered.</summary>
/// <param name="IsFresh">It was leased for the first time, so that nobody can have gathered it before.</param>
public readonly record struct Gathered(DeliveryRecord Delivery, string Group, bool IsFresh)
{
    /// <summary>The group of all events.</summary>
    public const string Everything = "";

    /// <summary>The record that an event tells of: a part's is what it belongs to, as a reply's is its ticket.</summary>
    public static string RecordOf(HubEvent happened)
    {
        if (happened.About<Ticket>() is { } ticket)
            return $"ticket/{ticket.Id}";
        if ((happened.Parent ?? happened.Subject) is not { } subject)
            return happened.Partition;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            subject.Kind.Shown.Write(writer, subject, Times.Seconds);
        return JsonElement.Parse(buffer.WrittenSpan).TryGetProperty("id", out var id)
            ? $"{subject.Kind.Name}/{id}"
            : $"{subject.Kind.Name}/{happened.Partition}";
    }
}
