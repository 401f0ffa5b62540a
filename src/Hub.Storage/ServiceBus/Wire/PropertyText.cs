using System.Text;

namespace Hub.Storage.ServiceBus.Wire;

/// <summary>
/// Text in a custom property. The documentation says that a property is a header with a quoted value, and not how what is
/// inside the quotes is escaped; percent signs stand for whatever could be read in two ways.
/// </summary>
internal static class PropertyText
{
    public static string Write(string text)
    {
        if (text.All(IsPlain))
            return text;
        var written = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && IsPlain((char)rune.Value))
                written.Append((char)rune.Value);
            else
                written.Append(Uri.EscapeDataString(rune.ToString()));
        }
        return written.ToString();
    }

    public static string Read(string text) => Uri.UnescapeDataString(text);

    private static bool IsPlain(char character) => character is >= ' ' and <= '~' and not ('"' or '\\' or '%');
}
