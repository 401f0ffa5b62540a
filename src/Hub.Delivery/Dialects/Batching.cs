namespace Hub.Delivery.Dialects;

/// <summary>Events of one subscription go out together: a request's body is the JSON array of their bodies.</summary>
/// <param name="Most">Events in a request.</param>
/// <param name="Within">How long the first one waits for more; as the operator says (<c>Delivery:BatchWindow</c>) when absent.</param>
public sealed record Batching(int Most, TimeSpan? Within = null)
{
    internal static byte[] ListOf(IReadOnlyList<Outgoing> batch)
    {
        var bodies = batch.Select(static one => one.Event.BodyFor(one.Id)).ToArray();
        var list = new byte[bodies.Sum(static body => body.Length + 1) + 1];
        var end = 0;
        foreach (var body in bodies)
        {
            list[end] = end == 0 ? (byte)'[' : (byte)',';
            body.CopyTo(list, end + 1);
            end += body.Length + 1;
        }
        list[end] = (byte)']';
        return list;
    }
}

/// <summary>An event on its way out, as one delivery.</summary>
/// <param name="Id">What the body names, where it names one.</param>
public readonly record struct Outgoing(RenderedEvent Event, Guid Id);
