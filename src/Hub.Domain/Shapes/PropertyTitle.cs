namespace Hub.Domain.Shapes;

/// <summary>What people read for a property's name.</summary>
internal static class PropertyTitle
{
    /// <summary><c>department_id</c> as <c>Department ID</c>.</summary>
    public static string Of(string name) =>
        string.Join(
            ' ',
            name.Split('_')
                .Select(word =>
                    word is "id" or "uuid" ? word.ToUpperInvariant() : $"{char.ToUpperInvariant(word[0])}{word[1..]}"
                )
        );
}
