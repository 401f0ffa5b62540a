using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.Webhooks;

/// <summary>Whether what a request says of a webhook can be stored.</summary>
internal sealed class WebhookChecks(
    WebhookRules rules,
    WebhookAuthority authority,
    FormatChecks formats,
    SecretKeeper secrets,
    ReceiverKeeper receivers
)
{
    private const string Url = "url";
    private const string Events = "events";

    /// <summary>The webhook's dialect, where all holds.</summary>
    public async Task<(Refused? Refused, Dialect? Dialect)> Check(
        Body<CreateWebhook> body,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var (request, errors) = (body.Value, body.Errors);
        var dialect = rules.FindDialect(request.Dialect ?? WebhookRules.DefaultDialect, errors);
        WebhookRules.CheckSecret(request.Secret, dialect, errors);
        rules.CheckHeaders(request.Headers, errors);
        CheckUrl(request.Url, errors);
        await formats.Check(request, caller.Organization.Id, errors, cancellation);
        if (request.EntityAction is { } chosen)
            chosen.Check(dialect, besideEvents: request.Events is not null, errors);
        var forbidden =
            errors.Concern("entity") || errors.Concern("action")
                ? null
                : CheckEvents(EventsOf(request, dialect), dialect, caller, errors);
        return (forbidden ?? RefusalOf(errors), dialect);
    }

    public async Task<Refused?> Check(
        Body<UpdateWebhook> body,
        Subscription current,
        Caller caller,
        CancellationToken cancellation
    )
    {
        if (authority.Check(current, caller) is { } denied)
            return new Refused(denied);
        // What is stored may be another at the next try, and what does not hold with it.
        var (request, errors) = (body.Value, body.Errors.Copy());
        var dialect = rules.FindDialect(request.Dialect.Or(current.Dialect) ?? "", errors);
        WebhookRules.CheckSecret(SecretToCheck(request, current), dialect, errors);
        rules.CheckHeaders(request.Headers.Or(null), errors);
        if (request.Url.IsPresent)
            CheckUrl(request.Url.Value, errors);
        await formats.Check(request, current, errors, cancellation);
        if (ShowsSecret(request, current, dialect))
            errors.Add(
                "secret",
                "Must be brought along: the dialect shows it to the receiver, which is another one now."
            );
        var chosen = request.EntityActionOf(current);
        chosen?.Check(dialect, besideEvents: request.Events.IsPresent, errors);
        var forbidden =
            chosen is null && (request.Events.IsPresent || request.Dialect.IsPresent)
                ? CheckEvents(request.Events.Or(current.Events), dialect, caller, errors)
            : chosen is not null && dialect is not null && !errors.Any
                ? CheckEvents(chosen.EventsOf(dialect), dialect, caller, errors)
            : null;
        return forbidden ?? RefusalOf(errors);
    }

    /// <summary>The events that the request names, or that entity and action stand for.</summary>
    /// <param name="dialect">Nothing when it is not known.</param>
    public static IReadOnlyList<string>? EventsOf(CreateWebhook request, Dialect? dialect) =>
        request.EntityAction is { } chosen && dialect is not null ? chosen.EventsOf(dialect) : request.Events;

    private void CheckUrl(string? url, FieldErrors errors)
    {
        if (!errors.Has(Url) && rules.CheckUrl(url) is { } bad)
            errors.Add(Url, bad.Message);
    }

    /// <summary>Answers only what the token may not be told of; what does not hold is among the errors.</summary>
    private static Refused? CheckEvents(
        IReadOnlyList<string>? events,
        Dialect? dialect,
        Caller caller,
        FieldErrors errors
    )
    {
        if (dialect is null || errors.Concern(Events))
            return null;
        if (WebhookRules.CheckEvents(events, dialect, caller) is not { } bad)
            return null;
        if (bad.Kind == RefusalKind.Forbidden)
            return new Refused(bad);
        errors.Add(Events, bad.Message);
        return null;
    }

    /// <summary>The address and the events have codes of their own, when nothing else is wrong.</summary>
    public static Refused? RefusalOf(FieldErrors errors) =>
        !errors.Any ? null
        : errors.ConcernOnly(Url) ? new Refused(WebhookRefusals.InvalidUrl(errors.First), errors)
        : errors.ConcernOnly(Events) ? new Refused(WebhookRefusals.InvalidEvents(errors.First), errors)
        : new Refused(errors);

    /// <summary>A challenge would show the stored secret to a receiver that may not know it.</summary>
    private bool ShowsSecret(UpdateWebhook request, Subscription current, Dialect? dialect) =>
        dialect?.Challenge is not null
        && !request.Secret.IsPresent
        && (
            dialect.Name != current.Dialect
            || (
                request.Url is { IsPresent: true, Value: { } url }
                && !WebhookRules.IsSameReceiver(url, receivers.UrlOf(current))
            )
        );

    /// <summary>The new one; or the old one, when another dialect is to sign with it.</summary>
    private string? SecretToCheck(UpdateWebhook request, Subscription current) =>
        request.Secret.IsPresent ? request.Secret.Value
        : request.Dialect.Or(current.Dialect) != current.Dialect ? secrets.Reveal(current.ProtectedSecret)
        : null;
}
