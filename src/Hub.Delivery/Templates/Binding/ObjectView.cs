using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Hub.Domain.Shapes;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Hub.Delivery.Templates.Binding;

/// <summary>An object as a template sees it: read when it is asked for, and never written.</summary>
/// <param name="name">What is known of its members.</param>
internal sealed class ObjectView(IShown shown, EventName name)
    : IScriptObject,
        IDictionary<string, object?>,
        IDictionary
{
    public EventName Name => name;

    public int Count => shown.Names.Count();

    public bool IsReadOnly
    {
        get => true;
        set { }
    }

    public bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value) =>
        TryGetValue(member, out value);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var found = shown[key];
        value = found is null ? null : ValueView.Of(found, name, key);
        return found is not null;
    }

    public IEnumerable<string> GetMembers() => shown.Names;

    public bool Contains(string member) => shown[member] is not null;

    public bool ContainsKey(string key) => Contains(key);

    public object? this[string key]
    {
        get => TryGetValue(key, out var value) ? value : null;
        set => throw ValueView.ReadOnly();
    }

    public ICollection<string> Keys => [.. GetMembers()];

    public ICollection<object?> Values => [.. this.Select(static one => one.Value)];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        foreach (var member in shown.Names)
            yield return new(member, this[member]);
    }

    public bool Contains(KeyValuePair<string, object?> item) => Contains(item.Key);

    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        this.ToArray().CopyTo(array, arrayIndex);

    public override string ToString() => ValueView.JsonOf(shown);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool CanWrite(string member) => false;

    public bool TrySetValue(TemplateContext? context, SourceSpan span, string member, object? value, bool readOnly) =>
        false;

    public bool Remove(string member) => throw ValueView.ReadOnly();

    public void SetReadOnly(string member, bool readOnly) => throw ValueView.ReadOnly();

    public IScriptObject Clone(bool deep) => this;

    public void Add(string key, object? value) => throw ValueView.ReadOnly();

    public void Add(KeyValuePair<string, object?> item) => throw ValueView.ReadOnly();

    public bool Remove(KeyValuePair<string, object?> item) => throw ValueView.ReadOnly();

    public void Clear() => throw ValueView.ReadOnly();

    bool IDictionary.IsFixedSize => true;

    ICollection IDictionary.Keys => Keys.ToArray();

    ICollection IDictionary.Values => Values.ToArray();

    bool ICollection.IsSynchronized => true;

    object ICollection.SyncRoot => this;

    object? IDictionary.this[object key]
    {
        get => this[(string)key];
        set => throw ValueView.ReadOnly();
    }

    bool IDictionary.Contains(object key) => key is string text && Contains(text);

    void IDictionary.Add(object key, object? value) => throw ValueView.ReadOnly();

    void IDictionary.Remove(object key) => throw ValueView.ReadOnly();

    void ICollection.CopyTo(Array array, int index) => this.ToArray().CopyTo(array, index);

    IDictionaryEnumerator IDictionary.GetEnumerator() =>
        ((IDictionary)this.ToDictionary(static one => one.Key, static one => one.Value)).GetEnumerator();
}
