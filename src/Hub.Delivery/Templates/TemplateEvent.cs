using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Delivery.Templates.Binding;
using Hub.Domain.Events;
using Hub.Domain.Shapes;

namespace Hub.Delivery.Templates;

/// <summary>
/// An event as every template sees it, whatever the target: <c>event.type</c>, <c>event.time</c>, <c>event.actor</c>,
/// <c>event.ticket.subject</c>, <c>event.links.ticket</c> and so on. Written once, bound lazily, shared by all templates.
/// </summary>
public sealed class TemplateEvent
{
    private TemplateEvent(string type, Family family, JsonElement json) =>
        (Type, Family, Json, View) = (type, family, json, new ObjectView(json, TemplateNames.Event));

    /// <param name="complete">The event with what is around it.</param>
    /// <param name="links">Where people find what it is about.</param>
    public static TemplateEvent Of(HubEvent complete, EventLinks links)
    {
        var buffer = RenderBuffer.Rent();
        EventShape.For(complete.Subject?.Kind).Write(buffer.Writer, new LinkedEvent(complete, links), Times.Seconds);
        return new(
            EventShape.TypeOf(complete),
            Families.Of(complete.Fact, complete.Subject?.Kind),
            JsonElement.Parse(buffer.Written)
        );
    }

    /// <summary>The event's name in the hub's own catalogue, as in <c>ticket.created</c>.</summary>
    public string Type { get; }

    /// <summary>Which shipped template is made for it.</summary>
    public Family Family { get; }

    /// <summary>All that templates see of it.</summary>
    public JsonElement Json { get; }

    internal ObjectView View { get; }
}

/// <summary>Where people find a record: page addresses from the settings.</summary>
/// <param name="Root">The hub's own address, without a slash at its end.</param>
public sealed record EventLinks(string Root);
