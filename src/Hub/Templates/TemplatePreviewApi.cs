using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain;
using Hub.Domain.Events;
using Hub.Errors;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Templates;

/// <summary>Templates shown with events, sent to nobody.</summary>
internal static class TemplatePreviewApi
{
    public static void MapTemplatePreviews(this IEndpointRouteBuilder reads) =>
        reads.MapPost("/preview", PreviewTemplate).InFlows(Visibility.Internal);

    /// <summary>
    /// Preview a template. Shows what it makes of real events or of a sample, exactly as it would be sent, and sends nothing.
    /// </summary>
    /// <returns>A message, or why there is none, for each event; the newest first.</returns>
    /// <response code="422">
    /// A value does not hold; where the template does not parse, places says line and column (validation_failed).
    /// </response>
    internal static async Task<Results<Ok<TemplatePreviewResponse>, Refused>> PreviewTemplate(
        Body<PreviewTemplate> body,
        Caller caller,
        Previewing previews,
        TemplateBook book,
        IEventLog log,
        CancellationToken cancellation
    )
    {
        var (asked, errors) = (body.Value, body.Errors);
        var saved = await Saved(asked.TemplateId, caller, book, errors, cancellation);
        var given = Parse(asked.Template, errors);
        var target = TargetCatalogue.Find(asked.Target ?? saved?.Target ?? "");
        if (target is null && !errors.Has("target"))
            errors.Add("target", "Is required where template_id does not say it.");
        else if (saved is not null && target is not null && saved.Target != target.Name)
            errors.Add("template_id", $"This template writes for {saved.Target}, not for {target.Name}.");
        var (events, refusal) = await Events(asked, caller, previews, log, errors, cancellation);
        if (errors.Any)
            return new Refused(errors);
        if (refusal is not null)
            return new Refused(refusal);

        var settings = new RenderSettings(
            target!,
            asked.TimeZone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Utc,
            asked.Language ?? Languages.Default
        );
        var shown = new List<PreviewResponse>();
        foreach (var happened in events)
            shown.Add(await previews.Show(happened, Shown, Sent, settings, cancellation));
        if (shown.Count == 0)
            errors.Warn(
                new Warning(
                    "no_such_event_yet",
                    "No such event happened lately; sample: true shows the template with a sample.",
                    "event"
                )
            );
        return TypedResults.Ok(new TemplatePreviewResponse(shown, errors.Warnings));

        Chosen Shown(Family family) =>
            given is not null ? new(given, saved?.RefusesTooLarge ?? false) : Chosen.Of(saved, target!, family);
        Chosen? Sent(Family family) =>
            given is not null ? Chosen.Of(saved, target!, family)
            : saved is not null ? Chosen.Shipped(target!, family)
            : null;
    }

    /// <summary>A template that is given as text; says what keeps it from parsing.</summary>
    public static Template? Parse(string? text, FieldErrors errors)
    {
        if (text is null)
            return null;
        if (Template.TryParse(text, out var template, out var problems))
            return template;
        TemplateRules.Tell(problems, "template", errors);
        return null;
    }

    /// <summary>A saved template; says when there is none.</summary>
    public static async ValueTask<KnownTemplate?> Saved(
        string? id,
        Caller caller,
        TemplateBook book,
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        if (id is null)
            return null;
        var saved = await book.Find(caller.Organization.Id, id, cancellation);
        if (saved is null)
            errors.Add("template_id", TemplateRules.Missing(id));
        return saved;
    }

    /// <summary>The events to show it with; says what is wrong with how they are asked for.</summary>
    private static async Task<(IReadOnlyList<HubEvent> Events, Refusal? Refusal)> Events(
        PreviewTemplate asked,
        Caller caller,
        Previewing previews,
        IEventLog log,
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        if (asked.EventId is { } id)
            return await log.Find(organization, id, cancellation) is { } found && Previewing.MaySee(caller, found)
                ? ([found], null)
                : ([], Refusal.NotFound("event", id));
        if (asked.Event is not { } type)
        {
            errors.Add("event", "Name an event of the catalogue, as ticket.created, or give event_id.");
            return ([], null);
        }
        if (HubCatalogue.Find(type) is not { } one)
        {
            var known = HubCatalogue.All.Select(static one => one.Name).ToList();
            errors.Add("event", KnownNames.Refusal("event", FieldErrors.Shorten(type), known));
            return ([], null);
        }
        if (!caller.Allows(one.Scope))
            return (
                [],
                new Refusal(
                    RefusalKind.Forbidden,
                    "missing_scope",
                    $"Being shown {one.Name} needs the scope {one.Scope}, which this token does not carry.",
                    "event"
                )
            );
        if (asked.Sample is true)
            return ([one.SampleEvent], null);
        if (asked.Last is not { } last)
        {
            errors.Add("last", "Say how many of the last events to show, or sample: true.");
            return ([], null);
        }
        return (await previews.Last(last, IsOne, organization, cancellation), null);

        bool IsOne(HubEvent happened) => Previewing.MaySee(caller, happened) && HubCatalogue.Of(happened) == one;
    }
}
