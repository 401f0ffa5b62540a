using Hub.Access;
using Hub.Classifications;
using Hub.Offline;

namespace Hub.Importing;

/// <summary>The numbers of records by what people call them.</summary>
internal sealed class NameBook
{
    private readonly Dictionary<string, Dictionary<string, long>> numbers = [];

    public long? Find(string list, string name) =>
        numbers.GetValueOrDefault(list)?.TryGetValue(name, out var number) is true ? number : null;

    public async Task Load(OwnApi api, Caller caller, CancellationToken cancellation)
    {
        foreach (var list in ImportKind.Names.Select(name => name.List).Distinct())
        {
            var known = numbers[list] = new(StringComparer.OrdinalIgnoreCase);
            if (list == ImportKind.Classifications)
            {
                foreach (var (id, path) in await ClassificationPaths.Of(api, caller, cancellation))
                    known[path] = id;
                continue;
            }
            await foreach (var record in api.Pages(list, caller, cancellation))
            foreach (var called in new[] { (string?)record["name"], (string?)record["email"] })
                if (called is not null)
                    known.TryAdd(called, (long)record["id"]!);
        }
    }
}
