using Hub.Access;
using Hub.Offline;

namespace Hub.Classifications;

/// <summary>Classifications as people call them, with those that they stand below: <c>Hardware > Laptops</c>.</summary>
internal static class ClassificationPaths
{
    private const string Below = " > ";

    /// <summary>All of an organization's, by their numbers.</summary>
    public static async Task<Dictionary<long, string>> Of(OwnApi api, Caller caller, CancellationToken cancellation)
    {
        var all = new Dictionary<long, (string Name, long? Parent)>();
        await foreach (var one in api.Pages("/api/v1/classifications", caller, cancellation))
            all[(long)one["id"]!] = ((string)one["name"]!, (long?)one["parent_id"]);
        return all.Keys.ToDictionary(id => id, PathOf);

        string PathOf(long id)
        {
            var names = new List<string>();
            for (long? next = id; next is { } one && all.TryGetValue(one, out var found); next = found.Parent)
                names.Insert(0, found.Name);
            return string.Join(Below, names);
        }
    }
}
