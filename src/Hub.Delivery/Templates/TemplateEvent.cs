using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Delivery.Templates.Binding;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;

namespace Hub.Delivery.Templates;

/// <summary>
/// An event as every template sees it, whatever the target: <c>event.type</c>, <c>event.time</c>, <c>event.actor</c>,
/// <c>event.ticket.subject</c>, <c>event.links.ticket</c> and so on. Nothing is copied: what a template asks for is read from the event.
/// </summary>
public sealed class TemplateEvent
{
    private readonly IShown shown;

    private TemplateEvent(string type, Family family, IShown shown) =>
        (Type, Family, this.shown, View) = (type, family, shown, new ObjectView(shown, TemplateNames.Event));

    /// <param name="complete">The event with what is around it.</param>
    /// <param name="links">Where people find what it is about.</param>
    public static TemplateEvent Of(HubEvent complete, EventLinks links) =>
        new(
            EventShape.TypeOf(complete),
            Families.Of(complete.Fact, complete.Subject?.Kind),
            EventShape.For(complete.Subject?.Kind).Show(new LinkedEvent(complete, links), Times.Seconds)
        );

    /// <summary>One that somebody wrote down as <see cref="Json"/> has it.</summary>
    /// <exception cref="JsonException">It has no type of the form <c>ticket.created</c>.</exception>
    public static TemplateEvent Parse(JsonElement json)
    {
        if (TextOf(json, "type") is not { } type || type.Split('.') is not [var kind, var action])
            throw new JsonException("An event has a type, as in ticket.created.");
        var record = TextOf(json, "kind") is { } name ? Kinds.Find(name) : null;
        return new(type, Families.Of(kind, action, record), new ShownJson(json));
    }

    /// <summary>The event's name in the hub's own catalogue, as in <c>ticket.created</c>.</summary>
    public string Type { get; }

    /// <summary>Which shipped template is made for it.</summary>
    public Family Family { get; }

    /// <summary>All that templates see of it.</summary>
    public JsonElement Json
    {
        get
        {
            var buffer = RenderBuffer.Rent();
            shown.Write(buffer.Writer);
            return JsonElement.Parse(buffer.Written);
        }
    }

    internal ObjectView View { get; }

    private static string? TextOf(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var member)
        && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}

/// <summary>Where people find a record: page addresses from the settings.</summary>
/// <param name="Root">The hub's own address, without a slash at its end.</param>
public sealed record EventLinks(string Root);
