using Hub.Delivery.Events;
using Hub.Delivery.Subscriptions;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Sending;

/// <summary>A target's message, and what became of the subscription's own template on the way.</summary>
/// <param name="Type">The event's name in the hub's catalogue; of several, that of the first.</param>
/// <param name="UsedOwn">Whether the subscription's own template made it.</param>
/// <param name="Problem">Why the subscription's own template did not, though it was to.</param>
public sealed record Formatted(byte[] Body, string Type, bool UsedOwn, TemplateProblem? Problem);

/// <summary>
/// Makes a target's message of events. Whatever a template does, there is a message: the shipped template's where the
/// subscription's own fails, and a line of text where that fails too.
/// </summary>
public sealed class Formatter(TemplateBook book, EventSurroundings surroundings, EventLinks links)
{
    /// <param name="events">One, or several of a digest.</param>
    public async ValueTask<Formatted> Format(
        IReadOnlyList<CachedEvent> events,
        LiveSubscription subscription,
        MessageFormat format,
        CancellationToken cancellation
    )
    {
        var seen = new TemplateEvent[events.Count];
        for (var index = 0; index < seen.Length; index++)
            seen[index] = await See(events[index], cancellation);
        var family = seen.Length == 1 ? seen[0].Family : Family.Digest;
        TemplateProblem? problem = null;
        if (format.TemplateId is { } id)
        {
            var own = await book.Find(subscription.Organization, id, cancellation);
            if (own is not { Template: { } template })
                problem = Unusable(id, own);
            else if (own.Fits(format.Target, family))
            {
                var settings = own.RefusesTooLarge ? format.Settings with { RefuseTooLarge = true } : format.Settings;
                var rendering = Render(template, settings);
                if (rendering.Bytes is { } bytes)
                    return new Formatted(bytes, seen[0].Type, UsedOwn: true, Problem: null);
                problem = rendering.Error;
            }
        }
        var shipped = ShippedTemplates.Find($"{format.Target.Name}-{family.Name()}");
        var body = shipped is null ? null : Render(shipped.Template, format.Settings).Bytes;
        return new Formatted(body ?? format.Target.MinimalMessage(seen), seen[0].Type, UsedOwn: false, problem);

        Rendering Render(Template template, RenderSettings settings) =>
            seen.Length == 1 ? events[0].MessageOf(template, settings, seen[0]) : template.Render(seen, settings);
    }

    private async ValueTask<TemplateEvent> See(CachedEvent happened, CancellationToken cancellation) =>
        happened.Seen ?? happened.See(await surroundings.Around(happened.Event, byName: true, cancellation), links);

    private static TemplateProblem Unusable(string id, KnownTemplate? own) =>
        new(0, 0, own is null ? $"There is no template {id} any more." : $"The template {id} does not parse any more.");
}
