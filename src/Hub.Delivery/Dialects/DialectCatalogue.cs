using System.Collections.Frozen;

namespace Hub.Delivery.Dialects;

/// <summary>Every dialect the hub speaks, by name.</summary>
public sealed class DialectCatalogue
{
    private readonly FrozenDictionary<string, Dialect> byName;

    public DialectCatalogue()
    {
        All = [new MaktabDialect(), new TikettiDialect()];
        byName = All.ToFrozenDictionary(dialect => dialect.Name);
    }

    public IReadOnlyList<Dialect> All { get; }

    public Dialect? Find(string name) => byName.GetValueOrDefault(name);
}
