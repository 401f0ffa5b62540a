using System.Collections.Frozen;

namespace Hub.Delivery.Dialects;

/// <summary>Every dialect the hub speaks, by name.</summary>
/// <param name="further">Beside the hub's own.</param>
public sealed class DialectCatalogue(params IReadOnlyList<Dialect> further)
{
    private readonly FrozenDictionary<string, Dialect> byName = Own.Concat(further)
        .ToFrozenDictionary(dialect => dialect.Name);

    public IReadOnlyList<Dialect> All { get; } = [.. Own, .. further];

    /// <summary>What flows of makers are told in, an event at a time.</summary>
    public static Dialect ForFlows => Flow.One;

    /// <summary>The same in lists.</summary>
    public static Dialect ForFlowLists => Flow.Lists;

    private static IReadOnlyList<Dialect> Own =>
        [
            Maktab.Dialect,
            Tiketti.Dialect,
            Mokapen.Dialect,
            Ticketing.Dialect,
            Inbenta.Dialect,
            StandardWebhooks.Dialect,
            CloudEvents.Structured,
            CloudEvents.Binary,
            Flow.One,
            Flow.Lists,
        ];

    public Dialect? Find(string name) => byName.GetValueOrDefault(name);
}
