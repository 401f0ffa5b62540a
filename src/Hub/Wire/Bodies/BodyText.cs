using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Hub.Errors;

namespace Hub.Wire.Bodies;

/// <summary>
/// Whether all that a body says is text: its bytes are UTF-8, and no escape spells half of a character. The serializer looks at
/// neither where it keeps a value as it is. Most bodies have no byte that could be at fault, which one look tells.
/// </summary>
internal static class BodyText
{
    private static readonly SearchValues<byte> Suspects = SearchValues.Create([
        (byte)'\\',
        .. Enumerable.Range(0x80, 0x80).Select(value => (byte)value),
    ]);

    /// <summary>The body as it is to be read, halves of characters among the errors and no longer in it.</summary>
    public static ReadOnlySpan<byte> Check(ReadOnlySpan<byte> body, FieldErrors errors)
    {
        if (body.StartsWith("\uFEFF"u8))
            body = body["\uFEFF"u8.Length..];
        var first = body.IndexOfAny(Suspects);
        if (first < 0)
            return body;
        var suspect = body[first..];
        if (!Utf8.IsValid(suspect))
            throw new UnfitBodyException(
                400,
                "malformed_json",
                $"The body is not valid UTF-8: see byte {first + ValidPart(suspect) + 1}."
            );
        return suspect.IndexOf("\\u"u8) < 0 ? body : WithoutHalves(body, errors);
    }

    private static int ValidPart(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return at;
    }

    private static ReadOnlySpan<byte> WithoutHalves(ReadOnlySpan<byte> body, FieldErrors errors)
    {
        byte[]? repaired = null;
        var reader = new Utf8JsonReader(body);
        var path = new JsonPath();
        try
        {
            while (reader.Read())
            {
                path.Step(ref reader);
                if (
                    reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
                    || !reader.ValueIsEscaped
                )
                    continue;
                var halves = Halves(reader.ValueSpan);
                foreach (var half in halves)
                    "\\uFFFD"u8.CopyTo((repaired ??= body.ToArray()).AsSpan((int)reader.TokenStartIndex + 1 + half));
                if (halves.Count > 0)
                    errors.Add(
                        reader.TokenType == JsonTokenType.String ? path.Value : path.Object,
                        reader.TokenType == JsonTokenType.String
                            ? "Has half of a character in it: one of a pair of surrogates without the other."
                            : "Has a name with half of a character in it: one of a pair of surrogates without the other."
                    );
            }
        }
        catch (JsonException)
        {
            // Not JSON: whoever reads it next says where.
        }
        return repaired ?? body;
    }

    /// <summary>Where in a string, as it is escaped, surrogates stand alone.</summary>
    private static List<int> Halves(ReadOnlySpan<byte> escaped)
    {
        var halves = new List<int>();
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] != '\\')
                continue;
            var unit = Unit(escaped[at..]);
            if (unit is { } high && char.IsHighSurrogate(high))
            {
                if (Unit(escaped[(at + 6)..]) is { } low && char.IsLowSurrogate(low))
                    at += 6;
                else
                    halves.Add(at);
            }
            else if (unit is { } alone && char.IsLowSurrogate(alone))
                halves.Add(at);
            at += unit is null ? 1 : 5;
        }
        return halves;
    }

    /// <summary>What an escape with four digits spells; nothing for another one.</summary>
    private static char? Unit(ReadOnlySpan<byte> escape) =>
        escape is [(byte)'\\', (byte)'u', ..]
        && System.Buffers.Text.Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out _, 'x')
            ? (char)unit
            : null;
}
