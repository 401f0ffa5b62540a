using System.Security.Cryptography;
using System.Text;
using Hub.Domain.Documents;

namespace Hub.Storage.Cosmos.Documents;

/// <summary>
/// The ids of items. One logical partition holds documents of several types, reservations and the outbox, so an id says
/// first what it is. The service refuses / \ ? # in ids: everything but plain letters and digits is escaped.
/// </summary>
internal static class ItemId
{
    private const int Longest = 200;

    public static string Document(DocumentType type, string id) => $"d:{type.Name}:{Escape(id)}";

    /// <summary>Says for a while that the document is gone.</summary>
    public static string Tombstone(DocumentType type, string id) => $"x:{type.Name}:{Escape(id)}";

    /// <summary>Holds a unique value for one document.</summary>
    public static string Reservation(DocumentType type, string field, FieldValue value) =>
        $"u:{type.Name}:{field}:{Escape(value.ToString())}";

    public static string Event(Guid id) => $"e:{id:N}";

    public static string Timer(Guid commit, int number) => $"t:{commit:N}:{number}";

    public static string Commit(Guid commit) => $"m:{commit:N}";

    /// <summary>Written for the time it is stamped with.</summary>
    public const string Clock = "c";

    public static string Counter(string name) => $"n:{Escape(name)}";

    /// <summary>Asks for a partition's events before the first one to be kept to be forgotten.</summary>
    public static string Purge(string first) => $"p:{first}";

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var one in Encoding.UTF8.GetBytes(text))
            if (char.IsAsciiLetterOrDigit((char)one) || one is (byte)'-' or (byte)'_' or (byte)'.')
                escaped.Append((char)one);
            else
                escaped.Append('~').Append(one.ToString("x2"));
        return escaped.Length <= Longest
            ? escaped.ToString()
            : $"~~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }
}
