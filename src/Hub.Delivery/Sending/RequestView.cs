using System.Text;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Dialects;
using Hub.Delivery.Egress;
using Hub.Delivery.Events;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Ports.Store;

namespace Hub.Delivery.Sending;

/// <summary>A request with nothing in it that is secret.</summary>
/// <param name="Url">Masked as <see cref="MaskedUrl"/> does.</param>
/// <param name="Body">As text; what the target wants of the address in it is masked.</param>
public sealed record ShownRequest(string Url, IReadOnlyList<ShownHeader> Headers, string Body);

/// <param name="Value">Absent where it is a signature, a secret or its owner's, and nobody's to see.</param>
public sealed record ShownHeader(string Name, string? Value);

/// <summary>
/// Makes a delivery's request once more, as it would go out by now, of what is kept of it. No request is kept: one is made by
/// what makes them, of the same event, webhook and template.
/// </summary>
public sealed class RequestView(SubscriptionIndex subscriptions, IEventLog log, Packer packer)
{
    /// <summary>Nothing where the event is not kept any more, or the hub's keys do not open the address.</summary>
    public async Task<ShownRequest?> Of(DeliveryRecord delivery, CancellationToken cancellation)
    {
        if (
            await subscriptions.Find(delivery.Organization, delivery.Subscription, cancellation)
                is not { Address: { } address, Headers: { } added } subscription
            || await log.Get(delivery.Event, cancellation) is not { } happened
            || await packer.Pack(subscription, [new CachedEvent(happened)], cancellation) is not { } parcel
        )
            return null;
        if (parcel is Parcel.Event single && subscription.Dialect.Batching is not null)
            parcel = new Parcel.List([
                new Outgoing(
                    single.Rendered,
                    subscription.Dialect.NamesSubscription ? delivery.Subscription : delivery.Id
                ),
            ]);
        using var request = Made(subscription.Dialect.SampleSecret);
        using var other = Made(SecretKeeper.NewSecret());
        UserAgent.AddTo(request);
        var headers = request.Headers.NonValidated.Concat(request.Content!.Headers.NonValidated);
        return new ShownRequest(
            MaskedUrl.Of(request.RequestUri),
            [
                .. headers.Select(one => new ShownHeader(
                    one.Key,
                    added.ContainsKey(one.Key) || Differs(one.Key, $"{one.Value}") ? null : $"{one.Value}"
                )),
            ],
            Masked(await request.Content!.ReadAsByteArrayAsync(cancellation), parcel, address)
        );

        HttpRequestMessage Made(string secret) =>
            Packer.Request(
                parcel,
                subscription.Dialect,
                address,
                added,
                new Dispatch(
                    delivery.Id,
                    Math.Max(1, delivery.Attempts.Count),
                    delivery.Attempts is [.., var last] ? last.At : delivery.CreatedAt,
                    secret,
                    null,
                    Subscription: delivery.Subscription
                )
            );

        // What is another with another secret is made of the secret.
        bool Differs(string name, string value) =>
            other.Headers.NonValidated.TryGetValues(name, out var values) && $"{values}" != value;
    }

    private static string Masked(byte[] body, Parcel parcel, Uri address)
    {
        var text = Encoding.UTF8.GetString(body);
        if (parcel is not Parcel.Message { Formatted.Body: var made } || body.AsSpan().SequenceEqual(made))
            return text;
        var credentials = address
            .AbsolutePath.Split('/')
            .Concat(address.Query.TrimStart('?').Split('&').Select(static pair => pair[(pair.IndexOf('=') + 1)..]))
            .Where(static part => part.Length > 0);
        foreach (var one in credentials)
            text = text.Replace($"\"{Uri.UnescapeDataString(one)}\"", "\"***\"", StringComparison.Ordinal);
        return text;
    }
}
