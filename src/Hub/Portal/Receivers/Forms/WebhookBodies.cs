using Hub.Domain;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Webhooks;
using Hub.Wire.Bodies;

namespace Hub.Portal.Receivers.Forms;

/// <summary>What the API would have been asked for.</summary>
internal static class WebhookBodies
{
    public static Body<CreateWebhook> ToCreate(this WebhookForm form, DateTimeOffset now)
    {
        var errors = ErrorsOf(form);
        var headers = form.HeadersIn(errors);
        var body = new CreateWebhook
        {
            Url = form.Url,
            Dialect = form.Dialect,
            Target = form.Target,
            Name = form.Name,
            Description = form.Description,
            Secret = form.Secret,
            Active = form.Enabled,
            Entity = form.IsByEntity ? form.Entity ?? EntityAction.All : null,
            Action = form.IsByEntity ? form.Action ?? EntityAction.All : null,
            Events = form.IsByEntity || form.Events is [] ? null : form.Events,
            Filters = form.FiltersIn(errors),
            TemplateId = form.TemplateId,
            TimeZone = form.TimeZone,
            Language = form.Language,
            Digest = form.DigestIn(errors),
            Headers = headers.Count == 0 ? null : headers,
        };
        return FormBody.Of(body, now, errors);
    }

    /// <summary>All that the form shows is to be as it says; what it does not show stays.</summary>
    public static Body<UpdateWebhook> ToUpdate(this WebhookForm form, Subscription current, DateTimeOffset now)
    {
        var errors = ErrorsOf(form);
        var body = new UpdateWebhook
        {
            Url = form.Url is null ? default : new Optional<string?>(form.Url),
            Name = form.Name,
            Description = form.Description,
            Entity = form.IsByEntity ? new Optional<string?>(form.Entity ?? EntityAction.All) : default,
            Action = form.IsByEntity ? new Optional<string?>(form.Action ?? EntityAction.All) : default,
            Events = form.IsByEntity || form.Events is [] ? default : new Optional<IReadOnlyList<string>?>(form.Events),
            Filters = new Optional<WebhookFilters?>(form.FiltersIn(errors)),
            Active =
                form.Enabled == (current.State == SubscriptionState.Active)
                    ? default
                    : new Optional<bool?>(form.Enabled),
            Headers = form.ReplacesHeaders
                ? new Optional<IReadOnlyDictionary<string, string>?>(form.HeadersIn(errors))
                : default,
        };
        if (current.Target is not null)
            body = body with
            {
                TemplateId = form.TemplateId,
                TimeZone = form.TimeZone,
                Language = form.Language,
                Digest = new Optional<WebhookDigest?>(form.DigestIn(errors)),
            };
        return FormBody.Of(body, now, errors);
    }

    private static FieldErrors ErrorsOf(WebhookForm form)
    {
        var errors = new FieldErrors();
        if (!form.IsByEntity && form.Events is [])
            errors.Add("events", Texts.Of("webhook.choose_events"));
        return errors;
    }
}
