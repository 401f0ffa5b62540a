using Hub.Errors;

namespace Hub.Attachments;

/// <summary>Names of files as their senders give them, made into text that misleads nobody. No file of the hub is called so.</summary>
internal static class FileNames
{
    /// <summary>The last part of a path, without what cannot be seen or turns letters round; empty when nothing is left.</summary>
    public static string Clean(string? given) =>
        given is null ? "" : Visible(given[(given.LastIndexOfAny(['/', '\\']) + 1)..]);

    /// <summary>The text without what cannot be seen or turns letters round.</summary>
    public static string Visible(string text) =>
        string.Concat(text.Where(static letter => !char.IsControl(letter) && !TurnsRound(letter))).Trim();

    public static string Read(string? given, FieldErrors errors, string field)
    {
        var name = Clean(given);
        if (name.Length == 0)
            errors.Add(field, "Is required: what the file is called.");
        else
            errors.CheckLength(field, name, 1, Domain.Attachments.Attachment.LongestName);
        return name;
    }

    /// <summary>The controls of Unicode's bidirectional algorithm: they make <c>gpj.exe</c> look like <c>exe.jpg</c>.</summary>
    private static bool TurnsRound(char letter) =>
        letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C';
}
