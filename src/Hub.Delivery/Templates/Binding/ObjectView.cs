using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Hub.Delivery.Templates.Binding;

/// <summary>A JSON object as a template sees it: read when it is asked for, and never written.</summary>
/// <param name="name">What is known of its members.</param>
internal sealed class ObjectView(JsonElement json, EventName name)
    : IScriptObject,
        IDictionary<string, object?>,
        IDictionary
{
    public JsonElement Json => json;

    public EventName Name => name;

    public int Count => json.GetPropertyCount();

    public bool IsReadOnly
    {
        get => true;
        set { }
    }

    public bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value) =>
        TryGetValue(member, out value);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        if (json.TryGetProperty(key, out var found))
        {
            value = JsonView.Of(found, name.Member(key));
            return true;
        }
        value = null;
        return false;
    }

    public IEnumerable<string> GetMembers() => json.EnumerateObject().Select(static one => one.Name);

    public bool Contains(string member) => json.TryGetProperty(member, out _);

    public bool ContainsKey(string key) => Contains(key);

    public object? this[string key]
    {
        get => TryGetValue(key, out var value) ? value : null;
        set => throw JsonView.ReadOnly();
    }

    public ICollection<string> Keys => [.. GetMembers()];

    public ICollection<object?> Values => [.. this.Select(static one => one.Value)];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        foreach (var one in json.EnumerateObject())
            yield return new(one.Name, JsonView.Of(one.Value, name.Member(one.Name)));
    }

    public bool Contains(KeyValuePair<string, object?> item) => Contains(item.Key);

    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        this.ToArray().CopyTo(array, arrayIndex);

    public override string ToString() => json.GetRawText();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool CanWrite(string member) => false;

    public bool TrySetValue(TemplateContext? context, SourceSpan span, string member, object? value, bool readOnly) =>
        false;

    public bool Remove(string member) => throw JsonView.ReadOnly();

    public void SetReadOnly(string member, bool readOnly) => throw JsonView.ReadOnly();

    public IScriptObject Clone(bool deep) => this;

    public void Add(string key, object? value) => throw JsonView.ReadOnly();

    public void Add(KeyValuePair<string, object?> item) => throw JsonView.ReadOnly();

    public bool Remove(KeyValuePair<string, object?> item) => throw JsonView.ReadOnly();

    public void Clear() => throw JsonView.ReadOnly();

    bool IDictionary.IsFixedSize => true;

    ICollection IDictionary.Keys => Keys.ToArray();

    ICollection IDictionary.Values => Values.ToArray();

    bool ICollection.IsSynchronized => true;

    object ICollection.SyncRoot => this;

    object? IDictionary.this[object key]
    {
        get => this[(string)key];
        set => throw JsonView.ReadOnly();
    }

    bool IDictionary.Contains(object key) => key is string text && Contains(text);

    void IDictionary.Add(object key, object? value) => throw JsonView.ReadOnly();

    void IDictionary.Remove(object key) => throw JsonView.ReadOnly();

    void ICollection.CopyTo(Array array, int index) => this.ToArray().CopyTo(array, index);

    IDictionaryEnumerator IDictionary.GetEnumerator() =>
        ((IDictionary)this.ToDictionary(static one => one.Key, static one => one.Value)).GetEnumerator();
}
