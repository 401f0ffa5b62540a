using System.Globalization;

namespace Hub.Storage.Moving;

/// <summary>
/// A file beside a store that has been copied elsewhere. A hub that went on here would serve, and change, what is now kept
/// in two places.
/// </summary>
internal static class MovedMark
{
    public const string Setting = "Storage:StartMoved";

    private const string Name = "hub.moved";

    public static void Leave(string folder, string where, DateTimeOffset at) =>
        File.WriteAllText(
            Path.Combine(folder, Name),
            $"moved to {where} on {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC\n"
        );

    /// <exception cref="StorageException">The store has moved, and nobody says that it is to be used all the same.</exception>
    public static void Check(string folder, bool startMoved)
    {
        var mark = Path.Combine(folder, Name);
        if (!startMoved && File.Exists(mark))
            throw new StorageException(
                $"The store in {Path.GetFullPath(folder)} was {File.ReadAllText(mark).Trim()}. Start the hub with "
                    + $"Storage:Provider=Cosmos to use it there, or with {Setting}=true to go on with what is left here."
            );
    }
}
