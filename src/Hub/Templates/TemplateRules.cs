using Hub.Delivery.Dialects;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain.Records;
using Hub.Domain.Templates;
using Hub.Errors;
using Hub.Wire;

namespace Hub.Templates;

/// <summary>What a template of one's own may say, and how bodies become one.</summary>
internal static class TemplateRules
{
    private static readonly EventLinks SampleLinks = new("https://hub.example.com");

    /// <summary>The body with what it takes over from its base.</summary>
    public static CreateTemplate CheckNew(CreateTemplate body, FieldErrors errors)
    {
        if (body.BaseId is { } id)
        {
            if (ShippedTemplates.Find(id) is not { } shipped)
            {
                errors.Add("base_id", Missing(id));
                return body;
            }
            body = body with
            {
                Target = body.Target ?? shipped.Target.Name,
                Family = body.Family ?? shipped.Family.Name(),
                Text = body.Text ?? shipped.Text,
            };
        }
        if (body.Target is null)
            errors.Add("target", "Is required where there is no base_id.");
        if (body.Text is null)
            errors.Add("text", "Is required where there is no base_id.");
        if (body is { Text: { } text, Target: { } target } && TargetCatalogue.Find(target) is { } known)
            Check(text, known, Families.Find(body.Family), errors);
        return body;
    }

    public static UpdateTemplate CheckEdit(UpdateTemplate body, FieldErrors errors)
    {
        if (body.Text.Or(null) is { } text && !Template.TryParse(text, out _, out var problems))
            Tell(problems, "text", errors);
        return body;
    }

    public static OwnTemplate New(CreateTemplate body) =>
        new()
        {
            Name = body.Name!,
            Target = body.Target!,
            Family = body.Family,
            Text = body.Text!,
            RefusesTooLarge = body.TooLarge == TooLarges.Refuse,
            BaseId = body.BaseId,
            BaseText = body.BaseId is { } id ? ShippedTemplates.Find(id)?.Text : null,
        };

    public static OwnTemplate Edit(OwnTemplate one, UpdateTemplate body, DateTimeOffset now)
    {
        var next = one.EditTo(
            one with
            {
                Name = body.Name.Or(one.Name)!,
                Family = body.Family.Or(one.Family),
                Text = body.Text.Or(one.Text)!,
                RefusesTooLarge = body.TooLarge.Or(TooLarges.Of(one.RefusesTooLarge)) == TooLarges.Refuse,
            }
        );
        return next == one ? one : next.Stamp(one.Id, one.CreatedAt, now);
    }

    /// <summary>Says where a template does not parse.</summary>
    public static void Tell(IReadOnlyList<TemplateProblem> problems, string field, FieldErrors errors)
    {
        foreach (var one in problems)
            errors.Add(field, Shown(one));
    }

    public static TextProblem Shown(TemplateProblem one) => new(one.Line, one.Column, one.Message);

    public static string Missing(string id) =>
        $"There is no template {FieldErrors.Shorten(id)}; GET /api/v1/templates lists those that there are.";

    /// <summary>Parses it, and warns of what would go wrong with samples of the events that it is for.</summary>
    public static void Check(string text, Target target, Family? family, FieldErrors errors)
    {
        if (!Template.TryParse(text, out var template, out var problems))
        {
            Tell(problems, "text", errors);
            return;
        }
        var settings = new RenderSettings(target, TimeZoneInfo.Utc);
        foreach (var one in HubCatalogue.All)
        {
            var sample = TemplateEvent.Of(one.SampleEvent, SampleLinks);
            if (family is not null && sample.Family != family)
                continue;
            if (template.Render([sample], settings).Error is { } error)
                errors.Warn(
                    new Warning(
                        "template_fails",
                        $"With a sample of {one.Name} it fails in line {error.Line}, column {error.Column}: {error.Message}",
                        "text"
                    )
                );
        }
    }
}
