using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Subscriptions;
using Hub.Errors;

namespace Hub.Webhooks;

/// <summary>Whether what a request says of a webhook can be stored.</summary>
internal sealed class WebhookChecks(WebhookRules rules, SecretKeeper secrets)
{
    public Refused? Check(CreateWebhook request, Caller caller, out Dialect? dialect)
    {
        var errors = new FieldErrors();
        dialect = rules.FindDialect(request.Dialect ?? WebhookRules.DefaultDialect, errors);
        WebhookRules.CheckSecret(request.Secret, dialect, errors);
        CheckCommon(request.Name, request.Description, request.Headers, request.Filters, errors);
        if (rules.CheckUrl(request.Url) is { } badUrl)
            return new Refused(badUrl);
        if (dialect is not null && WebhookRules.CheckEvents(request.Events, dialect, caller) is { } badEvents)
            return new Refused(badEvents);
        return errors.Any ? new Refused(errors) : null;
    }

    public Refused? Check(UpdateWebhook request, Subscription current, Caller caller)
    {
        var errors = new FieldErrors();
        var dialect = rules.FindDialect(request.Dialect.Or(current.Dialect) ?? "", errors);
        WebhookRules.CheckSecret(SecretToCheck(request, current), dialect, errors);
        CheckCommon(
            request.Name.Or(null),
            request.Description.Or(null),
            request.Headers.Or(null),
            request.Filters.Or(null),
            errors
        );
        if (request.Secret is { IsPresent: true, Value: null })
            errors.Add("secret", "Cannot be cleared: every delivery is signed.");
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

    private void CheckCommon(
        string? name,
        string? description,
        IReadOnlyDictionary<string, string>? headers,
        WebhookFilters? filters,
        FieldErrors errors
    )
    {
        errors.CheckLength("name", name, 100);
        errors.CheckLength("description", description, 1000);
        rules.CheckHeaders(headers, errors);
        WebhookRules.CheckFilters(filters, errors);
    }
}
