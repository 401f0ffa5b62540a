using System.Collections;

namespace Hub.Delivery.Templates.Binding;

/// <summary>The events of one message, one or more.</summary>
internal sealed class EventsView(IReadOnlyList<TemplateEvent> events) : IList
{
    public int Count => events.Count;

    public object? this[int index]
    {
        get => events[index].View;
        set => throw JsonView.ReadOnly();
    }

    public IEnumerator GetEnumerator() => events.Select(static one => one.View).GetEnumerator();

    public bool Contains(object? value) => IndexOf(value) >= 0;

    public int IndexOf(object? value)
    {
        for (var at = 0; at < events.Count; at++)
            if (events[at].View == value)
                return at;
        return -1;
    }

    public void CopyTo(Array array, int index)
    {
        foreach (var one in events)
            array.SetValue(one.View, index++);
    }

    public bool IsFixedSize => true;

    public bool IsReadOnly => true;

    public bool IsSynchronized => true;

    public object SyncRoot => this;

    public int Add(object? value) => throw JsonView.ReadOnly();

    public void Clear() => throw JsonView.ReadOnly();

    public void Insert(int index, object? value) => throw JsonView.ReadOnly();

    public void Remove(object? value) => throw JsonView.ReadOnly();

    public void RemoveAt(int index) => throw JsonView.ReadOnly();
}
