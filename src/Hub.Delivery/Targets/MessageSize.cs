using System.Text;
using System.Text.Json;

namespace Hub.Delivery.Targets;

/// <summary>How large a message is, where its target does not count bytes.</summary>
internal static class MessageSize
{
    /// <summary>Characters of the whole JSON, in UTF-16 units.</summary>
    public static int Characters(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetCharCount(body.Span);

    /// <summary>Characters of the texts that stand under the keys, wherever these are; what is no JSON has none.</summary>
    public static Func<ReadOnlyMemory<byte>, int> TextsUnder(params string[] keys) =>
        body =>
        {
            var total = 0;
            var counts = false;
            var json = new Utf8JsonReader(body.Span);
            try
            {
                while (json.Read())
                    if (json.TokenType == JsonTokenType.PropertyName)
                        counts = keys.Contains(json.GetString());
                    else if (counts && json.TokenType == JsonTokenType.String)
                        total += json.GetString()!.Length;
            }
            catch (JsonException)
            {
                return 0;
            }
            return total;
        };
}
