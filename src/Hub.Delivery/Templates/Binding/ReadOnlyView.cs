using System.Collections;

namespace Hub.Delivery.Templates.Binding;

/// <summary>A list as a template sees it: read when it is asked for, and never written.</summary>
internal abstract class ReadOnlyView : IList
{
    public abstract int Count { get; }

    public object? this[int index]
    {
        get => At(index);
        set => throw ValueView.ReadOnly();
    }

    protected abstract object? At(int index);

    public abstract IEnumerator GetEnumerator();

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

    public bool IsFixedSize => true;

    public bool IsReadOnly => true;

    public bool IsSynchronized => true;

    public object SyncRoot => this;

    public int Add(object? value) => throw ValueView.ReadOnly();

    public void Clear() => throw ValueView.ReadOnly();

    public void Insert(int index, object? value) => throw ValueView.ReadOnly();

    public void Remove(object? value) => throw ValueView.ReadOnly();

    public void RemoveAt(int index) => throw ValueView.ReadOnly();
}
