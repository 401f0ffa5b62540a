using System.Collections;

namespace Hub.Delivery.Templates.Binding;

/// <summary>A list as a template sees it, of texts, of numbers, of objects or of JSON.</summary>
/// <param name="name">What is known of its elements.</param>
internal sealed class ListView(IReadOnlyList<object> elements, EventName name) : ReadOnlyView
{
    public override int Count => elements.Count;

    protected override object? At(int index) => ValueView.Of(elements[index], name);

    public override IEnumerator GetEnumerator() => elements.Select(one => ValueView.Of(one, name)).GetEnumerator();

    public override string ToString() => ValueView.JsonOf(elements);
}
