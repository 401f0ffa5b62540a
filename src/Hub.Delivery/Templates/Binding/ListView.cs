using System.Collections;
using System.Text.Json;

namespace Hub.Delivery.Templates.Binding;

/// <summary>A JSON array.</summary>
/// <param name="name">What is known of its elements.</param>
internal sealed class ListView(JsonElement json, EventName name) : ReadOnlyView
{
    public override int Count => json.GetArrayLength();

    protected override object? At(int index) => JsonView.Of(json[index], name);

    public override IEnumerator GetEnumerator()
    {
        foreach (var one in json.EnumerateArray())
            yield return JsonView.Of(one, name);
    }

    public override string ToString() => json.GetRawText();
}
