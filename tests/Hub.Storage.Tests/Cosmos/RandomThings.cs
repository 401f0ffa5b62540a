using Hub.Domain.Documents;
using Hub.Domain.Queries;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>Things, filters and sorts, the same ones for the same seed.</summary>
internal sealed class RandomThings(int seed)
{
    private static readonly string[] Words =
    [
        "",
        "a",
        "ab",
        "B",
        "b\u00fc",
        "\u00fcb",
        "z\"'\\",
        "\uff21b",
        "\ud83d\ude00b",
    ];
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random random = new(seed);

    public int Next(int from, int to) => random.Next(from, to);

    public Thing Thing(int number) =>
        new()
        {
            Name = Maybe(() => $"{Word()}-{number}"),
            Left = Maybe(Word),
            Order = MaybeValue(() => (long)random.Next(-3, 4)),
            Value = MaybeValue(() => random.Next(-2, 3) / 2.0),
            Top = MaybeValue(() => random.Next(2) == 0),
            End = MaybeValue(() => Day.AddSeconds(random.Next(5))),
            Tags = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Word())],
            Addresses = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Address(Maybe(Word), Maybe(Word)))],
        };

    public Filter Filter(int depth) =>
        random.Next(depth > 0 ? 9 : 6) switch
        {
            0 => new Filter.Present(Pick("name", "left", "order", "value", "top", "end")),
            1 => Compare("left", () => FieldValue.Folded(PlainWord())),
            2 => Compare("name", () => FieldValue.Text(PlainWord())),
            3 => Number(),
            4 => new Filter.In("left", [.. Enumerable.Range(0, random.Next(4)).Select(_ => FieldValue.Folded(Word()))]),
            5 => Element(),
            6 => new Filter.Not(Filter(depth - 1)),
            7 => new Filter.And([.. Enumerable.Range(0, random.Next(3)).Select(_ => Filter(depth - 1))]),
            _ => new Filter.Or([.. Enumerable.Range(0, random.Next(3)).Select(_ => Filter(depth - 1))]),
        };

    public IReadOnlyList<Sort> Sort() =>
        random.Next(6) switch
        {
            0 => [],
            1 => [new("order", Flip())],
            2 => [new("left"), new("order")],
            3 => [new("left", true), new("order", true)],
            _ =>
            [
                .. new[] { "name", "left", "order", "value", "top", "end" }
                    .OrderBy(_ => random.Next())
                    .Take(random.Next(1, 4))
                    .Select(field => new Sort(field, Flip())),
            ],
        };

    private Filter.Compare Number() =>
        random.Next(4) switch
        {
            0 => Compare("order", () => FieldValue.Integer(random.Next(-3, 4))),
            1 => Compare("value", () => FieldValue.Number(random.Next(-2, 3) / 2.0)),
            2 => Compare("top", () => FieldValue.Flag(Flip())),
            _ => Compare("end", () => FieldValue.Instant(Day.AddSeconds(random.Next(5)))),
        };

    private Filter Element() =>
        random.Next(3) switch
        {
            0 => Domain.Queries.Filter.Has("tags", Word()),
            1 => new Filter.Any("addresses", Compare("value", () => FieldValue.Folded(PlainWord()))),
            _ => new Filter.Any(
                "addresses",
                new Filter.And([
                    new Filter.Not(Compare("type", () => FieldValue.Text(PlainWord()))),
                    new Filter.Present("value"),
                ])
            ),
        };

    // Now and then of the wrong kind, or no value at all.
    private Filter.Compare Compare(string field, Func<FieldValue> value) =>
        new(
            field,
            (Comparison)random.Next(8),
            random.Next(12) switch
            {
                0 => FieldValue.Absent,
                1 => FieldValue.Text("1"),
                2 => FieldValue.Integer(1),
                _ => value(),
            }
        );

    private string Word() => Words[random.Next(Words.Length)];

    private string PlainWord() => Words[random.Next(6)];

    private bool Flip() => random.Next(2) == 0;

    private string Pick(params string[] names) => names[random.Next(names.Length)];

    private string? Maybe(Func<string> make) => random.Next(4) == 0 ? null : make();

    private T? MaybeValue<T>(Func<T> make)
        where T : struct => random.Next(4) == 0 ? null : make();
}
