namespace Hub.Errors;

/// <summary>What is wrong with a request, by field.</summary>
internal sealed class FieldErrors
{
    private Dictionary<string, List<string>>? errors;

    public bool Any => errors is not null;

    public void Add(string field, string message)
    {
        errors ??= [];
        if (!errors.TryGetValue(field, out var messages))
            errors[field] = messages = [];
        messages.Add(message);
    }

    /// <summary>Text that must be there, not blank and not too long.</summary>
    public void CheckText(string field, string? value, int longest)
    {
        if (string.IsNullOrWhiteSpace(value))
            Add(field, "Must not be empty.");
        else
            CheckLength(field, value, longest);
    }

    public void CheckLength(string field, string? value, int longest)
    {
        if (value?.Length > longest)
            Add(field, $"Must have at most {longest} characters; this has {value.Length}.");
    }

    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        (errors ?? []).ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());
}
