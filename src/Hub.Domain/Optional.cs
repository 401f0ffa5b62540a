namespace Hub.Domain;

/// <summary>A value that an update may leave out. Absent is not null: absent leaves a field alone, null clears it.</summary>
public readonly record struct Optional<T>
{
    private readonly T value;

    public Optional(T value)
    {
        this.value = value;
        IsPresent = true;
    }

    public bool IsPresent { get; }

    public T Value => IsPresent ? value : throw new InvalidOperationException("The value is absent.");

    public T Or(T fallback) => IsPresent ? value : fallback;

    public static implicit operator Optional<T>(T value) => new(value);
}
