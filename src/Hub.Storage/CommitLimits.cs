using System.Text;
using Hub.Domain.Documents;
using Hub.Ports.Store;

namespace Hub.Storage;

/// <summary>What one commit may weigh: the same on every engine, so that data can move between them.</summary>
internal static class CommitLimits
{
    /// <summary>A little under the 2 MB that one Cosmos DB batch takes.</summary>
    public const int Bytes = 1_900_000;

    /// <summary>What a document weighs: its body, and the text that queries look at beside it.</summary>
    public static int Weigh(int body, DocumentFields fields)
    {
        foreach (var value in fields.Values)
            if (value.IsTextual)
                body += Encoding.UTF8.GetByteCount(value.AsText);
        return body;
    }

    public static CommitResult.TooLarge Refuse(int bytes) =>
        new($"The change is {bytes:N0} bytes in all; at most {Bytes:N0} can be stored in one step.");
}
