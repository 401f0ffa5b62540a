using System.Globalization;
using Hub.Domain.Events;

namespace Hub.Delivery.Dialects;

/// <summary>An event's body in one dialect, rendered once. A dialect that names the delivery inside leaves a gap for it.</summary>
public sealed class RenderedEvent
{
    private readonly byte[] body;
    private readonly int gap;

    private RenderedEvent(string name, HubEvent happened, byte[] body, int gap)
    {
        Name = name;
        Timestamp = Iso(happened.At);
        this.body = body;
        this.gap = gap;
    }

    public string Name { get; }

    /// <summary>When it happened: ISO 8601, UTC, whole seconds.</summary>
    public string Timestamp { get; }

    /// <summary>Stands in a rendered body where the delivery's id goes.</summary>
    internal static ReadOnlySpan<byte> Gap => "wh_00000000000000000000000000"u8;

    public static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static RenderedEvent Of(string name, HubEvent happened, ReadOnlySpan<byte> body, bool namesDelivery) =>
        new(name, happened, body.ToArray(), namesDelivery ? body.IndexOf(Gap) : -1);

    internal byte[] BodyFor(Guid delivery)
    {
        if (gap < 0)
            return body;
        var own = (byte[])body.Clone();
        Ulid.Write(delivery, own.AsSpan(gap + 3, Ulid.Length));
        return own;
    }
}
