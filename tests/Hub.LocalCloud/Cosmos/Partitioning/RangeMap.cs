using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Hub.LocalCloud.Cosmos.Partitioning;

/// <summary>The physical partitions of one container; a split makes a new map.</summary>
internal sealed record RangeMap(ImmutableArray<KeyRange> Ranges, int NextId)
{
    // Hash values keep the two highest bits clear, so they lie below 0x40 followed by zeros.
    private static readonly UInt128 HashEnd = UInt128.One << 126;

    /// <summary>The id grows with every split, so it also tells one version of the map from another.</summary>
    public string ETag => $"\"{NextId}\"";

    public static RangeMap Create(int count)
    {
        var bounds = Enumerable.Range(1, count - 1).Select(i => Hex(HashEnd / (uint)count * (uint)i)).ToList();
        var from = bounds.Prepend(EffectiveKey.Minimum);
        var to = bounds.Append(EffectiveKey.Maximum);
        return new RangeMap(
            [
                .. from.Zip(to, (min, max) => new KeyWindow(min, max))
                    .Select((window, i) => new KeyRange($"{i}", window, [])),
            ],
            count
        );
    }

    public KeyRange? Find(string id) => Ranges.FirstOrDefault(range => range.Id == id);

    public KeyRange Holding(string key) => Ranges.First(range => range.Window.Contains(key));

    public RangeMap Split(KeyRange range, string at)
    {
        var parents = range.Parents.Add(range.Id);
        var left = new KeyRange($"{NextId}", range.Window with { To = at }, parents);
        var right = new KeyRange($"{NextId + 1}", range.Window with { From = at }, parents);
        var index = Ranges.IndexOf(range);
        return new RangeMap(Ranges.RemoveAt(index).Insert(index, right).Insert(index, left), NextId + 2);
    }

    /// <summary>The middle of a window, by as many levels of the key as it takes to find one.</summary>
    public static string Middle(KeyWindow window)
    {
        foreach (var digits in new[] { 32, 64, 96 })
        {
            var to = window.To == EffectiveKey.Maximum ? Hex(HashEnd) : window.To;
            var middle = ((Value(window.From, digits) + Value(to, digits)) / 2).ToString($"X{digits}")[^digits..];
            if (middle != window.From && window.Contains(middle))
            {
                return middle;
            }
        }

        throw new InvalidOperationException($"Nothing lies between {window.From} and {window.To}.");
    }

    private static BigInteger Value(string key, int digits) =>
        BigInteger.Parse("0" + key.PadRight(digits, '0')[..digits], NumberStyles.HexNumber);

    private static string Hex(UInt128 value) => value.ToString("X32");
}
