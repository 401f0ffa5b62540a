using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Hub.Delivery.Templates.Writing;

/// <summary>JSON as it is sent: without white space and without the commas that loops leave behind.</summary>
internal static class CompactJson
{
    private static readonly JsonReaderOptions Reading = new() { AllowTrailingCommas = true };

    /// <returns>Nothing where the text is no JSON.</returns>
    /// <param name="at">Where it ceases to be, in characters.</param>
    public static byte[]? Of(ReadOnlySpan<char> text, out int at, out string problem)
    {
        (at, problem) = (0, "");
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var utf8 = rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented));
            var reader = new Utf8JsonReader(utf8, Reading);
            var compact = new byte[utf8.Length];
            var length = 0;
            try
            {
                while (reader.Read())
                    length = Append(compact, length, ref reader);
                Array.Resize(ref compact, length);
                return compact;
            }
            catch (JsonException failure)
            {
                at = Encoding.UTF8.GetCharCount(utf8[..(int)Math.Min(utf8.Length, OffsetOf(failure, utf8))]);
                problem = Sentence(failure.Message);
                return null;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int Append(byte[] target, int length, ref Utf8JsonReader reader)
    {
        var isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
        if (!isEnd && length > 0 && target[length - 1] is not ((byte)'{' or (byte)'[' or (byte)':'))
            target[length++] = (byte)',';
        var isText = reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String;
        if (isText)
            target[length++] = (byte)'"';
        reader.ValueSpan.CopyTo(target.AsSpan(length));
        length += reader.ValueSpan.Length;
        if (isText)
            target[length++] = (byte)'"';
        if (reader.TokenType == JsonTokenType.PropertyName)
            target[length++] = (byte)':';
        return length;
    }

    private static long OffsetOf(JsonException failure, ReadOnlySpan<byte> utf8)
    {
        var offset = 0L;
        for (var line = failure.LineNumber ?? 0; line > 0; line--)
            offset += utf8[(int)offset..].IndexOf((byte)'\n') + 1;
        return offset + (failure.BytePositionInLine ?? 0);
    }

    /// <summary>Without the position at its end, which is one of the output.</summary>
    private static string Sentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
