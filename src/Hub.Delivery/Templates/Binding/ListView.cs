using System.Collections;
using System.Text.Json;

namespace Hub.Delivery.Templates.Binding;

/// <summary>A JSON array as a template sees it: read when it is asked for, and never written.</summary>
/// <param name="name">What is known of its elements.</param>
internal sealed class ListView(JsonElement json, EventName name) : IList
{
    public JsonElement Json => json;

    public int Count => json.GetArrayLength();

    public object? this[int index]
    {
        get => JsonView.Of(json[index], name);
        set => throw JsonView.ReadOnly();
    }

    public IEnumerator GetEnumerator()
    {
        foreach (var one in json.EnumerateArray())
            yield return JsonView.Of(one, name);
    }

    public bool Contains(object? value) => IndexOf(value) >= 0;

    public int IndexOf(object? value)
    {
        var at = 0;
        foreach (var one in this)
        {
            if (Equals(one, value))
                return at;
            at++;
        }
        return -1;
    }

    public void CopyTo(Array array, int index)
    {
        foreach (var one in this)
            array.SetValue(one, index++);
    }

    public override string ToString() => json.GetRawText();

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
