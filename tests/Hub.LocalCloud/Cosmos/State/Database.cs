using System.Collections.Concurrent;
using System.Text.Json;

namespace Hub.LocalCloud.Cosmos.State;

/// <summary>One database: its containers by name.</summary>
internal sealed class Database(string id, uint number)
{
    private readonly ConcurrentDictionary<string, Container> containers = [];
    private uint lastContainer;

    public string Id => id;

    public uint Number => number;

    public string Rid => ResourceId.Database(number);

    public ICollection<Container> Containers => containers.Values;

    /// <summary>By name, or by resource id as the routing cache asks.</summary>
    public Container? Find(string name) =>
        containers.GetValueOrDefault(name) ?? containers.Values.FirstOrDefault(container => container.Rid == name);

    public Container? Add(string name, JsonElement definition, int partitions, TimeProvider clock)
    {
        var container = new Container(this, Interlocked.Increment(ref lastContainer), definition, partitions, clock);
        return containers.TryAdd(name, container) ? container : null;
    }

    public bool Remove(Container container) => containers.TryRemove(container.Id, out _);
}
