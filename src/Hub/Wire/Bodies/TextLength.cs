namespace Hub.Wire.Bodies;

/// <summary>How long a text is to its reader: in Unicode's characters, as JSON Schema counts, not in UTF-16 units.</summary>
internal static class TextLength
{
    public static int Of(string text)
    {
        var length = text.Length;
        foreach (var unit in text)
            if (char.IsLowSurrogate(unit))
                length--;
        return length;
    }
}
