using System.Collections.Immutable;

namespace Hub.LocalCloud.Cosmos.Partitioning;

/// <summary>A window of effective partition keys, from inclusive to exclusive.</summary>
internal readonly record struct KeyWindow(string From, string To)
{
    public static readonly KeyWindow All = new(EffectiveKey.Minimum, EffectiveKey.Maximum);

    public bool Contains(string key) => string.CompareOrdinal(From, key) <= 0 && string.CompareOrdinal(key, To) < 0;

    public KeyWindow Intersect(KeyWindow other) =>
        new(
            string.CompareOrdinal(From, other.From) >= 0 ? From : other.From,
            string.CompareOrdinal(To, other.To) <= 0 ? To : other.To
        );
}

/// <summary>A physical partition: its id, the window that it holds, and the partitions that it came from.</summary>
internal sealed record KeyRange(string Id, KeyWindow Window, ImmutableArray<string> Parents);
