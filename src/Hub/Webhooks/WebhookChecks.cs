using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Subscriptions;
using Hub.Domain;
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
        var badUrl = rules.CheckUrl(request.Url);
        var badEvents = dialect is null ? null : WebhookRules.CheckEvents(request.Events, dialect, caller);
        return AllOf(badUrl, badEvents, errors);
    }

    public Refused? Check(Body<UpdateWebhook> body, Subscription current, Caller caller)
    {
        var (request, errors) = (body.Value, body.Errors);
        var dialect = rules.FindDialect(request.Dialect.Or(current.Dialect) ?? "", errors);
        WebhookRules.CheckSecret(SecretToCheck(request, current), dialect, errors);
        rules.CheckHeaders(request.Headers.Or(null), errors);
        var badUrl = request.Url.IsPresent ? rules.CheckUrl(request.Url.Value) : null;
        var badEvents =
            dialect is not null && (request.Events.IsPresent || request.Dialect.IsPresent)
                ? WebhookRules.CheckEvents(request.Events.Or(current.Events), dialect, caller)
                : null;
        return AllOf(badUrl, badEvents, errors);
    }

    /// <summary>One answer with everything that is wrong; the code is the published one of the address, or of the events.</summary>
    private static Refused? AllOf(Refusal? badUrl, Refusal? badEvents, FieldErrors errors) =>
        badUrl is not null ? new Refused(badUrl, badEvents is null ? errors : errors.With(badEvents))
        : badEvents is not null ? new Refused(badEvents, errors)
        : errors.Any ? new Refused(errors)
        : null;

    /// <summary>The new one; or the old one, when another dialect is to sign with it.</summary>
    private string? SecretToCheck(UpdateWebhook request, Subscription current) =>
        request.Secret.IsPresent ? request.Secret.Value
        : request.Dialect.Or(current.Dialect) != current.Dialect ? secrets.Reveal(current.ProtectedSecret)
        : null;
}
