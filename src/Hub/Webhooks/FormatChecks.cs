using Hub.Delivery.Graph;
using Hub.Delivery.Secrets;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain.Organizations;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Templates;
using Microsoft.Extensions.Options;

namespace Hub.Webhooks;

/// <summary>Whether what a request says of a webhook's messages holds together: the target, its address, its template.</summary>
internal sealed class FormatChecks(TemplateBook book, ReceiverKeeper receivers, IOptions<GraphOptions> graph)
{
    public async Task Check(
        CreateWebhook request,
        OrganizationId organization,
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        if (errors.Has("target"))
            return;
        if (request.Target is null)
        {
            RefuseWithoutTarget(request.TemplateId, request.TimeZone, request.Language, request.Digest, errors);
            return;
        }
        if (TargetCatalogue.Find(request.Target) is not { } target)
            return;
        CheckAddress(target, request.Url, errors);
        await CheckTemplate(target, request.TemplateId, organization, errors, cancellation);
    }

    public async Task Check(
        UpdateWebhook request,
        Subscription current,
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        if (errors.Has("target") || !(request.ConcernsFormat || request.Url.IsPresent))
            return;
        if (request.Target.Or(current.Target) is not { } name)
        {
            RefuseWithoutTarget(
                request.TemplateId.Or(null),
                request.TimeZone.Or(null),
                request.Language.Or(null),
                request.Digest.Or(null),
                errors
            );
            return;
        }
        if (TargetCatalogue.Find(name) is not { } target)
            return;
        if (request.Url.IsPresent || name != current.Target)
            CheckAddress(target, request.Url.Or(receivers.UrlOf(current)), errors);
        if (request.TemplateId.IsPresent || name != current.Target)
            await CheckTemplate(
                target,
                request.TemplateId.Or(current.TemplateId),
                current.Organization,
                errors,
                cancellation
            );
    }

    private static void RefuseWithoutTarget(
        string? template,
        string? zone,
        string? language,
        WebhookDigest? digest,
        FieldErrors errors
    )
    {
        foreach (
            var (field, value) in new (string, object?)[]
            {
                ("template_id", template),
                ("time_zone", zone),
                ("language", language),
                ("digest", digest),
            }
        )
            if (value is not null && !errors.Concern(field))
                errors.Add(field, "Needs a target: the dialect's own bodies have none.");
    }

    private void CheckAddress(Target target, string? url, FieldErrors errors)
    {
        if (errors.Has("url") || !Uri.TryCreate(url, UriKind.Absolute, out var address))
            return;
        var why = target.WhyNotAddress(address) ?? (target.IsGraph ? graph.Value.WhyNot(address) : null);
        if (why is not null)
            errors.Add("url", why);
    }

    private async ValueTask CheckTemplate(
        Target target,
        string? id,
        OrganizationId organization,
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        if (id is null || errors.Has("template_id"))
            return;
        if (await book.Find(organization, id, cancellation) is not { } template)
            errors.Add("template_id", TemplateRules.Missing(id));
        else if (template.Target != target.Name)
            errors.Add(
                "template_id",
                $"Is a template of {template.Target}; one of {target.Name} is needed, or null for the shipped ones."
            );
    }
}
