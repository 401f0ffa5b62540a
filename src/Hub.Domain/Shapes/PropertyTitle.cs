using System.Text.RegularExpressions;

namespace Hub.Domain.Shapes;

/// <summary>What people read for a property's name.</summary>
internal static partial class PropertyTitle
{
    /// <summary><c>department_id</c> as <c>Department ID</c>, and <c>ticketUrl</c> as <c>Ticket Url</c>.</summary>
    public static string Of(string name) => string.Join(' ', Hump().Replace(name, "_").Split('_').Select(Word));

    private static string Word(string word) =>
        word.ToLowerInvariant() is "id" or "uuid"
            ? word.ToUpperInvariant()
            : $"{char.ToUpperInvariant(word[0])}{word[1..]}";

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Hump();
}
