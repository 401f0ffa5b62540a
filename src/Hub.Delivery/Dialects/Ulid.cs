using System.Buffers.Binary;

namespace Hub.Delivery.Dialects;

/// <summary>
/// A 128-bit id as 26 characters of Crockford's base 32, in the order of the ids. Stands in for the package Ulid, of
/// which only this would be used.
/// </summary>
internal static class Ulid
{
    public const int Length = 26;

    private static ReadOnlySpan<byte> Alphabet => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"u8;

    public static void Write(Guid id, Span<byte> target)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        for (var index = Length - 1; index >= 0; index--, number >>= 5)
            target[index] = Alphabet[(int)(number & 31)];
    }

    public static string Text(Guid id) => string.Create(Length, id, static (text, id) =>
        {
            Span<byte> ascii = stackalloc byte[Length];
            Write(id, ascii);
            System.Text.Encoding.ASCII.GetChars(ascii, text);
        });
}
