namespace Hub.Wire.Queries;

/// <summary>A parameter of many names, such as <c>custom_fields[floor]=3</c> or <c>custom_fields[floor][from]=3</c>.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Key">What stands in its brackets.</param>
/// <param name="Bound">What stands in the second ones; nothing when there are none.</param>
internal sealed record QueryEntry(string Name, string Key, string? Bound, string Value)
{
    /// <summary>The entry of such a name; nothing when its brackets are none.</summary>
    /// <param name="parameter">What stands before the brackets.</param>
    public static QueryEntry? Read(string name, string parameter, string value)
    {
        if (!name.StartsWith($"{parameter}[", StringComparison.Ordinal) || name[^1] != ']')
            return null;
        var parts = name[(parameter.Length + 1)..^1].Split("][");
        return parts is [{ Length: > 0 } key] ? new(name, key, null, value)
            : parts is [{ Length: > 0 } named, { Length: > 0 } bound] ? new(name, named, bound, value)
            : null;
    }
}
