using System.Text;
using Hub.Domain.Events;

namespace Hub.Delivery.Dialects;

/// <summary>
/// An event's body in one dialect, rendered once. A dialect that names the delivery inside leaves a gap for it.
/// </summary>
public sealed class RenderedEvent
{
    /// <summary>Stands in a rendered body where the delivery's id goes.</summary>
    internal const string Gap = GapPrefix + "00000000000000000000000000";

    private const string GapPrefix = "wh_";
    private static readonly byte[] GapBytes = Encoding.ASCII.GetBytes(Gap);

    private readonly byte[] body;
    private readonly int gap;

    private RenderedEvent(string name, HubEvent happened, byte[] body, int gap)
    {
        Name = name;
        Timestamp = WireTime.Text(happened.At);
        this.body = body;
        this.gap = gap;
    }

    public string Name { get; }

    /// <summary>When it happened: ISO 8601, UTC, whole seconds.</summary>
    public string Timestamp { get; }

    internal static RenderedEvent Of(string name, HubEvent happened, ReadOnlySpan<byte> body, bool namesDelivery) =>
        new(name, happened, body.ToArray(), namesDelivery ? body.IndexOf(GapBytes) : -1);

    internal byte[] BodyFor(Guid delivery)
    {
        if (gap < 0)
            return body;
        var own = (byte[])body.Clone();
        Ulid.Write(delivery, own.AsSpan(gap + GapPrefix.Length, Ulid.Length));
        return own;
    }
}
