using Hub.Domain.Events;

namespace Hub.Delivery.Dialects;

/// <summary>What happens, under the hub's own names: kind and action, as in <c>ticket.created</c>.</summary>
public static class HubCatalogue
{
    public static IReadOnlyList<EventDefinition> All => RecordEvents.All;

    public static EventDefinition? Find(string name) =>
        name == Dialect.TestPing ? Dialect.Test : StandardWebhooks.Dialect.Find(name);

    /// <summary>What the event is called; nothing for one of a kind that this hub does not know.</summary>
    public static EventDefinition? Of(HubEvent happened) => StandardWebhooks.Dialect.DefinitionOf(happened);
}
