using System.Text.Json.Nodes;
using Hub.Delivery.Templates.Binding;
using Hub.Domain.Records;
using Hub.Domain.Shapes;

namespace Hub.Delivery.Templates;

/// <summary>A name that every template may use, whatever its target.</summary>
/// <param name="Path">As in <c>event.ticket.subject</c>.</param>
/// <param name="Type">text, number, yes or no, time, day, list, group or value.</param>
public sealed record TemplateName(string Path, string Type, string Description);

/// <summary>All that a template can know of an event. What does not hold of one is absent there, and never null.</summary>
public static class TemplateNames
{
    internal static EventName Event { get; } = EventName.Of("event", Schema());

    /// <summary>Each name after the one that it stands below.</summary>
    public static IReadOnlyList<TemplateName> All { get; } = [.. Below(Event)];

    private static IEnumerable<TemplateName> Below(EventName name) =>
        name
            .Members.OrderBy(static one => one.Path, StringComparer.Ordinal)
            .SelectMany(static one => Below(one).Prepend(new TemplateName(one.Path, one.Type, one.Description)));

    /// <summary>What the events of all kinds have, together.</summary>
    private static JsonObject Schema()
    {
        var all = EventShape.For(null).Schema(Times.Seconds);
        var properties = (JsonObject)all["properties"]!;
        foreach (var kind in Kinds.All.Where(static one => one.Facts.Count > 0))
        foreach (var (name, schema) in (JsonObject)EventShape.For(kind).Schema(Times.Seconds)["properties"]!)
            properties.TryAdd(name, schema!.DeepClone());
        return all;
    }
}
