using System.Buffers.Binary;
using System.Globalization;

namespace Hub.Access;

/// <summary>What a token is found by: its number, or the SHA-256 of its secret.</summary>
internal readonly record struct TokenKey(TokenKind Kind, UInt128 High, UInt128 Low)
{
    public static TokenKey OfNumber(TokenKind kind, long number) => new(kind, UInt128.Zero, (UInt128)number);

    public static TokenKey OfHash(TokenKind kind, ReadOnlySpan<byte> hash) =>
        new(kind, BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));

    public long Number => (long)Low;

    /// <summary>In hexadecimal, as it is stored.</summary>
    public string Hash => string.Create(CultureInfo.InvariantCulture, $"{High:x32}{Low:x32}");
}
