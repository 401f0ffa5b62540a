namespace Hub.Delivery.Templates.Writing;

/// <summary>A text that grows, up to a limit.</summary>
internal sealed class CharBuffer
{
    /// <summary>More than any target takes.</summary>
    public const int Limit = 512 * 1024;

    private char[] characters = new char[2048];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Written => characters.AsSpan(0, Length);

    /// <exception cref="InvalidOperationException">The text became larger than any message may be.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        var end = Length + text.Length;
        if (end > characters.Length)
        {
            if (end > Limit)
                throw new InvalidOperationException($"The message has more than {Limit} characters.");
            Array.Resize(ref characters, Math.Min(Limit, Math.Max(characters.Length * 2, end)));
        }
        text.CopyTo(characters.AsSpan(Length));
        Length = end;
    }
}
