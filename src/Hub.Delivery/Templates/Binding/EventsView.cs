using System.Collections;

namespace Hub.Delivery.Templates.Binding;

/// <summary>The events of one message, one or more.</summary>
internal sealed class EventsView(IReadOnlyList<TemplateEvent> events) : ReadOnlyView
{
    public override int Count => events.Count;

    protected override object? At(int index) => events[index].View;

    public override IEnumerator GetEnumerator() => events.Select(static one => one.View).GetEnumerator();
}
