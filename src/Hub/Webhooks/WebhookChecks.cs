using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.Webhooks;

/// <summary>Whether what a request says of a webhook can be stored.</summary>
internal sealed class WebhookChecks(WebhookRules rules, SecretKeeper secrets)
{
    public Refused? Check(Body<CreateWebhook> body, Caller caller, out Dialect? dialect)
    {
        var (request, errors) = (body.Value, body.Errors);
        dialect = rules.FindDialect(request.Dialect ?? WebhookRules.DefaultDialect, errors);
        WebhookRules.CheckSecret(request.Secret, dialect, errors);
        rules.CheckHeaders(request.Headers, errors);
        if (rules.CheckUrl(request.Url) is { } badUrl)
            return new Refused(badUrl);
        if (dialect is not null && WebhookRules.CheckEvents(request.Events, dialect, caller) is { } badEvents)
            return new Refused(badEvents);
        return errors.Any ? new Refused(errors) : null;
    }

    public Refused? Check(Body<UpdateWebhook> body, Subscription current, Caller caller)
    {
        var (request, errors) = (body.Value, body.Errors);
        var dialect = rules.FindDialect(request.Dialect.Or(current.Dialect) ?? "", errors);
        WebhookRules.CheckSecret(SecretToCheck(request, current), dialect, errors);
        rules.CheckHeaders(request.Headers.Or(null), errors);
        if (request.Url.IsPresent && rules.CheckUrl(request.Url.Value) is { } badUrl)
            return new Refused(badUrl);
        if (dialect is not null && (request.Events.IsPresent || request.Dialect.IsPresent))
            if (WebhookRules.CheckEvents(request.Events.Or(current.Events), dialect, caller) is { } badEvents)
                return new Refused(badEvents);
        return errors.Any ? new Refused(errors) : null;
    }

    /// <summary>The new one; or the old one, when another dialect is to sign with it.</summary>
    private string? SecretToCheck(UpdateWebhook request, Subscription current) =>
        request.Secret.IsPresent ? request.Secret.Value
        : request.Dialect.Or(current.Dialect) != current.Dialect ? secrets.Reveal(current.ProtectedSecret)
        : null;
}
