using System.Net.Http.Headers;
using Hub.Delivery.Egress;
using Hub.Delivery.Sending;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain;
using Hub.Domain.Subscriptions;

namespace Hub.Delivery.Subscriptions;

/// <summary>How a subscription's events become messages of its target, and what the target's answers mean.</summary>
public sealed class MessageFormat
{
    private MessageFormat(Subscription subscription, Target target)
    {
        Target = target;
        TemplateId = subscription.TemplateId;
        Settings = new RenderSettings(
            target,
            subscription.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
                ? zone
                : TimeZoneInfo.Utc,
            subscription.Language ?? Languages.Default
        );
        ContentType = new MediaTypeHeaderValue(target.MediaType);
        Destination = new Destination(subscription.Organization, MarkOf(subscription), target.Pace);
    }

    public Target Target { get; }

    /// <summary>The template of its owner's choice; absent: the shipped ones.</summary>
    public string? TemplateId { get; }

    public RenderSettings Settings { get; }

    public MediaTypeHeaderValue ContentType { get; }

    /// <summary>Whose pace its messages keep.</summary>
    public Destination Destination { get; }

    /// <summary>Nothing where the subscription has no target.</summary>
    /// <exception cref="NotSupportedException">This hub has no such target.</exception>
    public static MessageFormat? Of(Subscription subscription) =>
        subscription.Target is not { } name ? null
        : TargetCatalogue.Find(name) is { } target ? new MessageFormat(subscription, target)
        : throw new NotSupportedException($"The hub has no target {name}.");

    /// <summary>What came back, in the target's eyes.</summary>
    public EgressResult Judge(EgressResult result)
    {
        var judged = result.Judged(Target.Acknowledges(result));
        return judged.Acknowledged ? judged : judged with { RetryAfter = Target.RetryAfter(judged) };
    }

    /// <summary>One that an earlier hub stored in clear gets a mark that does not say it either.</summary>
    private static string MarkOf(Subscription subscription) =>
        StoredAddress.TryRead(subscription.ProtectedUrl, out var mark, out _)
            ? mark
            : NamedGuid.Of(subscription.Organization.Value, subscription.ProtectedUrl).ToString("N");
}
