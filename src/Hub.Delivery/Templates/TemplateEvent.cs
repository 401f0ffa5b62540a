using Hub.Domain.Events;

namespace Hub.Delivery.Templates;

/// <summary>
/// An event as every template sees it, whatever the target: <c>event.type</c>, <c>event.time</c>, <c>event.actor</c>,
/// <c>event.ticket.subject</c>, <c>event.links.ticket</c> and so on. Written once, bound lazily, shared by all templates.
/// </summary>
public sealed class TemplateEvent
{
    /// <param name="complete">The event with what is around it.</param>
    /// <param name="links">Where people find what it is about.</param>
    public static TemplateEvent Of(HubEvent complete, EventLinks links) => throw new NotImplementedException();

    /// <summary>The event's name in the hub's own catalogue, as in <c>ticket.created</c>.</summary>
    public string Type => throw new NotImplementedException();

    /// <summary>Which shipped template is made for it.</summary>
    public Family Family => throw new NotImplementedException();
}

/// <summary>Where people find a record: page addresses from the settings.</summary>
/// <param name="Root">The hub's own address, without a slash at its end.</param>
public sealed record EventLinks(string Root);
