using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Hub.Domain.Json;

/// <summary>
/// Integers as JSON Schema has them: a number whose value is whole, however it is written, so that 1.0 and 1e0 are 1.
/// </summary>
public static class WholeNumber
{
    private const int MostDigits = 19;

    public static bool TryRead(ref Utf8JsonReader reader, out long value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && TryParse(reader.ValueSpan, out value);
    }

    public static bool TryGetWhole(this JsonElement number, out long value)
    {
        value = 0;
        return number.ValueKind == JsonValueKind.Number && TryParse(JsonMarshal.GetRawUtf8Value(number), out value);
    }

    /// <param name="json">A number by JSON's grammar.</param>
    public static bool TryParse(ReadOnlySpan<byte> json, out long value)
    {
        if (Utf8Parser.TryParse(json, out value, out var read) && read == json.Length)
            return true;
        value = 0;
        return TryNormalize(json, out var isNegative, out var digits, out var exponent)
            && exponent >= 0
            && digits.Length + exponent <= MostDigits
            && long.TryParse(
                $"{(isNegative ? "-" : "")}{digits}{new string('0', (int)exponent)}",
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out value
            );
    }

    /// <summary>The number as digits that neither begin nor end with a zero, and the power of ten that they count.</summary>
    /// <returns>False for an exponent that nobody means.</returns>
    public static bool TryNormalize(ReadOnlySpan<byte> json, out bool isNegative, out string digits, out long exponent)
    {
        isNegative = json is [(byte)'-', ..];
        var unsigned = isNegative ? json[1..] : json;
        var power = unsigned.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = power < 0 ? unsigned : unsigned[..power];
        var point = mantissa.IndexOf((byte)'.');
        digits =
            point < 0
                ? System.Text.Encoding.ASCII.GetString(mantissa)
                : System.Text.Encoding.ASCII.GetString(mantissa[..point])
                    + System.Text.Encoding.ASCII.GetString(mantissa[(point + 1)..]);
        exponent = 0;
        if (power >= 0 && !IsExponent(unsigned[(power + 1)..], out exponent))
            return false;
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        var trimmed = digits.TrimEnd('0');
        exponent += digits.Length - trimmed.Length;
        digits = trimmed.TrimStart('0');
        if (digits.Length == 0)
            (isNegative, digits, exponent) = (false, "0", 0);
        return true;
    }

    private static bool IsExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        var unsigned = text is [(byte)'+', ..] ? text[1..] : text;
        return Utf8Parser.TryParse(unsigned, out exponent, out var read)
            && read == unsigned.Length
            && Math.Abs(exponent) < int.MaxValue;
    }
}
