using System.Buffers.Binary;

namespace Hub.LocalCloud.Cosmos.State;

/// <summary>The _rid values, laid out as the SDK parses them: it compares documents' numbers to resume a sorted query.</summary>
internal static class ResourceId
{
    public static string Database(uint database) => Encode(database);

    /// <summary>The highest bit of the first byte tells a container from a user.</summary>
    public static string Container(uint database, uint container) =>
        Encode(database, BinaryPrimitives.ReverseEndianness(container | 0x80000000));

    public static string Document(uint database, uint container, ulong document) =>
        Encode(
            database,
            BinaryPrimitives.ReverseEndianness(container | 0x80000000),
            (uint)document,
            (uint)(document >> 32)
        );

    /// <summary>A partition key range has a 5 in its highest four bits, a document a 0.</summary>
    public static string Range(uint database, uint container, uint range) =>
        Encode(database, BinaryPrimitives.ReverseEndianness(container | 0x80000000), range, 0x50000000);

    /// <summary>The number of a document, from its resource id.</summary>
    public static ulong NumberOf(string rid) =>
        BinaryPrimitives.ReadUInt64LittleEndian(Convert.FromBase64String(rid.Replace('-', '/')).AsSpan(8));

    private static string Encode(params ReadOnlySpan<uint> parts)
    {
        Span<byte> bytes = stackalloc byte[parts.Length * 4];
        for (var i = 0; i < parts.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(i * 4)..], parts[i]);
        }

        // A slash would part the segments of a path.
        return Convert.ToBase64String(bytes).Replace('/', '-');
    }
}
