using System.Buffers;

namespace Hub.Delivery.Templates.Writing;

/// <summary>A text that grows, up to a limit, in memory that is lent until it is disposed of.</summary>
internal sealed class CharBuffer : IDisposable
{
    /// <summary>More than any target takes.</summary>
    public const int Limit = 512 * 1024;

    private const int Usual = 8 * 1024;

    private char[] characters = ArrayPool<char>.Shared.Rent(Usual);

    public int Length { get; private set; }

    public ReadOnlySpan<char> Written => characters.AsSpan(0, Length);

    /// <exception cref="InvalidOperationException">The text became larger than any message may be.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        var end = Length + text.Length;
        if (end > characters.Length)
            Grow(end);
        text.CopyTo(characters.AsSpan(Length));
        Length = end;
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(characters);
        (characters, Length) = ([], 0);
    }

    private void Grow(int end)
    {
        if (end > Limit)
            throw new InvalidOperationException($"The message has more than {Limit} characters.");
        var larger = ArrayPool<char>.Shared.Rent(Math.Min(Limit, Math.Max(characters.Length * 2, end)));
        Written.CopyTo(larger);
        ArrayPool<char>.Shared.Return(characters);
        characters = larger;
    }
}
