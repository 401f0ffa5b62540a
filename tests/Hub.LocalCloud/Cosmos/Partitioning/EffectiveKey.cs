using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Hub.LocalCloud.Cosmos.Partitioning;

/// <summary>
/// Effective partition keys, version 2: the upper case hexadecimal strings by whose order documents are laid out over
/// physical partitions. The SDK computes the same strings to choose ranges, so they must agree to the last digit.
/// </summary>
internal static class EffectiveKey
{
    public const string Minimum = "";
    public const string Maximum = "FF";

    /// <summary>A single path hashes all components together; hierarchical paths hash each level by itself.</summary>
    public static string Of(IReadOnlyList<JsonElement> components, bool hierarchical)
    {
        if (!hierarchical)
        {
            return Hash([.. components.SelectMany(Encode)]);
        }

        var text = new StringBuilder();
        foreach (var component in components)
        {
            text.Append(Hash(Encode(component)));
        }

        return text.ToString();
    }

    private static string Hash(byte[] bytes)
    {
        var (low, high) = Murmur.Hash(bytes);
        Span<byte> big = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(big, high);
        BinaryPrimitives.WriteUInt64BigEndian(big[8..], low);
        big[0] &= 0x3F;
        return Convert.ToHexString(big);
    }

    private static byte[] Encode(JsonElement component)
    {
        switch (component.ValueKind)
        {
            case JsonValueKind.Null:
                return [1];
            case JsonValueKind.False:
                return [2];
            case JsonValueKind.True:
                return [3];
            case JsonValueKind.Number:
                var number = new byte[9];
                number[0] = 5;
                BinaryPrimitives.WriteDoubleLittleEndian(number.AsSpan(1), component.GetDouble());
                return number;
            case JsonValueKind.String:
                return [8, .. Encoding.UTF8.GetBytes(component.GetString()!), 0xFF];
            default:
                return [0];
        }
    }
}
