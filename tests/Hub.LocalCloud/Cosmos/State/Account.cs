using System.Collections.Concurrent;

namespace Hub.LocalCloud.Cosmos.State;

/// <summary>Everything that the host holds.</summary>
internal sealed class Account
{
    private readonly ConcurrentDictionary<string, Database> databases = [];
    private uint lastDatabase;

    public ICollection<Database> Databases => databases.Values;

    /// <summary>By name, or by resource id as the routing cache asks.</summary>
    public Database? Find(string name) =>
        databases.GetValueOrDefault(name) ?? databases.Values.FirstOrDefault(database => database.Rid == name);

    public Database? Add(string id)
    {
        var database = new Database(id, Interlocked.Increment(ref lastDatabase));
        return databases.TryAdd(id, database) ? database : null;
    }

    public bool Remove(Database database) => databases.TryRemove(database.Id, out _);
}
