using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Events;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Templates;

/// <summary>Shows messages as they would be sent. It reads, and neither writes nor sends.</summary>
internal sealed class Previewing(IEventLog log, EventSurroundings surroundings, EventLinks links)
{
    /// <summary>So many of the newest events are looked through for some of a type.</summary>
    private const int MostScanned = 5_000;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The organization's last events of a sort, the newest first.</summary>
    public async Task<List<HubEvent>> Last(
        int most,
        Func<HubEvent, bool> isWanted,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var found = new List<HubEvent>();
        var scanned = 0;
        await foreach (var happened in log.Newest(organization, cancellation))
        {
            if (isWanted(happened))
                found.Add(happened);
            if (found.Count == most || ++scanned == MostScanned)
                break;
        }
        return found;
    }

    /// <summary>Whether the caller may be told of the event.</summary>
    public static bool MaySee(Caller caller, HubEvent happened) =>
        happened.OnlyFor is null && HubCatalogue.Of(happened) is { } one && caller.Allows(one.Scope);

    /// <param name="choose">The template for events of a family.</param>
    /// <param name="now">What is sent without the change; nothing to compare with when it answers nothing.</param>
    /// <param name="finish">What is added to a message on its way; nothing when absent.</param>
    public async Task<PreviewResponse> Show(
        HubEvent happened,
        Func<Family, Chosen> choose,
        Func<Family, Chosen?> now,
        RenderSettings settings,
        CancellationToken cancellation,
        Func<byte[], byte[]>? finish = null
    )
    {
        var seen = TemplateEvent.Of(await surroundings.Around(happened, byName: true, cancellation), links);
        var rendering = Render(choose(seen.Family));
        var before = now(seen.Family) is { } other ? Render(other).Bytes : null;
        var sent = rendering.Bytes is { } made ? finish?.Invoke(made) ?? made : null;
        return new PreviewResponse
        {
            EventId = happened.Id,
            Event = seen.Type,
            Bytes = sent is null ? null : Encoding.UTF8.GetString(sent),
            Size = sent is null ? null : settings.Target.Measure(sent),
            Limit = settings.Target.Limit,
            Warnings = [.. rendering.Warnings.Select(TemplateRules.Shown)],
            Error = rendering.Error is { } error ? TemplateRules.Shown(error) : null,
            Difference = rendering.Bytes is { } after && before is not null ? Differences(before, after) : null,
        };

        Rendering Render(Chosen chosen) =>
            chosen.Template.Render([seen], settings with { RefuseTooLarge = chosen.RefusesTooLarge });
    }

    /// <summary>The same of what a dialect says in its own words.</summary>
    public async Task<PreviewResponse> Show(
        HubEvent happened,
        Dialect dialect,
        Guid delivery,
        Guid subscription,
        CancellationToken cancellation
    )
    {
        var body = dialect.BodyOf(await surroundings.Around(happened, dialect, cancellation), delivery, subscription)!;
        return new PreviewResponse
        {
            EventId = happened.Id,
            Event = HubCatalogue.Of(happened)!.Name,
            Bytes = Encoding.UTF8.GetString(body),
            Size = body.Length,
            Warnings = [],
        };
    }

    /// <summary>The lines of two messages that are not in both; nothing when there are none.</summary>
    public static IReadOnlyList<TextDiffLine>? Differences(byte[] before, byte[] after) =>
        TextDiff.Between(Readable(before), Readable(after)).Differences;

    /// <summary>A message with a line for each of its values.</summary>
    public static string Readable(ReadOnlySpan<byte> body) =>
        JsonSerializer.Serialize(JsonElement.Parse(body), Indented);
}

/// <summary>A template that a message is made by.</summary>
internal readonly record struct Chosen(Template Template, bool RefusesTooLarge = false)
{
    /// <summary>The saved template where it can be used for the family; the shipped one elsewhere.</summary>
    public static Chosen Of(KnownTemplate? saved, Target target, Family family) =>
        saved is { Template: { } template } && saved.Fits(target, family)
            ? new(template, saved.RefusesTooLarge)
            : Shipped(target, family);

    public static Chosen Shipped(Target target, Family family) => new(ShippedTemplates.For(target, family).Template);
}
