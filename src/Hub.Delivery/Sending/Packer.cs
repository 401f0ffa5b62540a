using Hub.Delivery.Dialects;
using Hub.Delivery.Events;
using Hub.Delivery.Subscriptions;

namespace Hub.Delivery.Sending;

/// <summary>Makes requests of events, for whoever sends them and for whoever shows them.</summary>
public sealed class Packer(EventSurroundings surroundings, Formatter formatter)
{
    /// <summary>What a request with the events carries; nothing when the dialect does not tell of the first.</summary>
    /// <param name="told">One, or several of a digest.</param>
    internal async ValueTask<Parcel?> Pack(
        LiveSubscription subscription,
        IReadOnlyList<CachedEvent> told,
        CancellationToken cancellation
    )
    {
        if (subscription.Format is not { } format)
            return await Render(told[0], subscription.Dialect, cancellation) is { } rendered
                ? new Parcel.Event(rendered)
                : null;
        if (subscription.Dialect.Announce(told[0].Event) is not { } announced)
            return null;
        return new Parcel.Message(announced, await formatter.Format(told, subscription, format, cancellation), format);
    }

    internal async ValueTask<RenderedEvent?> Render(
        CachedEvent happened,
        Dialect dialect,
        CancellationToken cancellation
    ) =>
        happened.Known(dialect)
        ?? happened.In(dialect, await surroundings.Around(happened.Event, dialect, cancellation));

    /// <param name="address">Where its owner wants it.</param>
    /// <param name="headers">What its owner adds.</param>
    internal static HttpRequestMessage Request(
        Parcel parcel,
        Dialect dialect,
        Uri address,
        IReadOnlyDictionary<string, string> headers,
        in Dispatch dispatch
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, parcel.To(address));
        parcel.Compose(request, address, dialect, dispatch);
        // Some names belong to the content (Content-Language, Expires): the request's own headers do not take those.
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
