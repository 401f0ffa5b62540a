using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Storage.Tests.Conformance;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>Random documents and questions about them, of few different values so that they meet.</summary>
internal static class Arbitrary
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Text = Gen.Elements([
            "a",
            "A",
            "b",
            "%",
            "_",
            "'",
            "\"",
            "\\",
            "*",
            "[",
            "é",
            "É",
            "İ",
            "ß",
            "🦊",
            "\uE000",
            "\uFFFD",
            "\0",
            " ",
            "\u0301",
        ])
        .ArrayOfUpTo(3)
        .Select(string.Concat);

    private static readonly Gen<long> Integer = Gen.Frequency(
        (8, Gen.Choose(-3, 3).Select(number => (long)number)),
        (1, Gen.Elements([long.MinValue, long.MaxValue]))
    );

    private static readonly Gen<double> Number = Gen.Frequency(
        (8, Gen.Choose(-6, 6).Select(number => number / 2.0)),
        (1, Gen.Elements([0.1, -0.0, 1e300, -1e300, double.Epsilon]))
    );

    private static readonly Gen<DateTimeOffset> Instant = Gen.Choose(-3, 3).Select(tick => Noon.AddTicks(tick * 10));

    private static readonly Gen<bool> Flag = Gen.Elements([true, false]);

    private static readonly Gen<Part> Part =
        from kind in Maybe(Text)
        from count in MaybeValue(Integer)
        select new Part(kind, count);

    private static readonly Gen<Sample> Unnamed =
        from name in Maybe(Text)
        from label in Maybe(Text)
        from rank in MaybeValue(Integer)
        from weight in MaybeValue(Number)
        from done in MaybeValue(Flag)
        from at in MaybeValue(Instant)
        from tags in Text.ArrayOfUpTo(3)
        from parts in Part.ArrayOfUpTo(3)
        select new Sample("")
        {
            Name = name,
            Label = label,
            Rank = rank,
            Weight = weight,
            Done = done,
            At = at,
            Tags = tags,
            Parts = parts,
        };

    private static readonly string[] Fields = ["name", "label", "rank", "weight", "done", "at"];

    public static Gen<Sample[]> Samples { get; } =
        Unnamed.ArrayOfUpTo(20).Select(samples => samples.Select((one, n) => one with { Id = $"{n:00}" }).ToArray());

    public static Gen<Filter> Filters { get; } =
        Tree(3, Gen.OneOf(Leaf(Gen.Elements(Fields), field => SampleDocuments.Sample.Field(field).Kind), AnyElement()));

    public static Gen<IReadOnlyList<Sort>> Sorts { get; } =
        (from field in Gen.Elements(Fields) from isDescending in Flag select new Sort(field, isDescending))
            .ArrayOfUpTo(3)
            .Select(sorts => (IReadOnlyList<Sort>)sorts);

    private static Gen<Filter> AnyElement() =>
        Gen.OneOf(
            Tree(2, Leaf(Gen.Constant("value"), _ => FieldKind.Text))
                .Select(element => (Filter)new Filter.Any("tags", element)),
            Tree(
                    2,
                    Leaf(Gen.Elements(["kind", "count"]), field => field == "kind" ? FieldKind.Text : FieldKind.Integer)
                )
                .Select(element => (Filter)new Filter.Any("parts", element))
        );

    private static Gen<Filter> Tree(int depth, Gen<Filter> leaf)
    {
        if (depth == 0)
            return leaf;
        var below = Tree(depth - 1, leaf);
        return Gen.Frequency(
            (4, leaf),
            (2, below.Select(operand => (Filter)new Filter.Not(operand))),
            (2, below.ArrayOfUpTo(3).Select(operands => (Filter)new Filter.And(operands))),
            (2, below.ArrayOfUpTo(3).Select(operands => (Filter)new Filter.Or(operands)))
        );
    }

    private static Gen<Filter> Leaf(Gen<string> fields, Func<string, FieldKind> kindOf) =>
        from field in fields
        from leaf in Gen.Frequency(
            (1, Gen.Constant((Filter)new Filter.Present(field))),
            (2, Value(kindOf(field)).ArrayOfUpTo(3).Select(values => (Filter)new Filter.In(field, values))),
            (
                6,
                from comparison in Gen.Elements(Enum.GetValues<Comparison>())
                from value in Value(kindOf(field))
                select (Filter)new Filter.Compare(field, comparison, value)
            )
        )
        select leaf;

    /// <summary>Mostly of the field's kind; now and then of another, or nothing.</summary>
    private static Gen<FieldValue> Value(FieldKind kind) =>
        Gen.Frequency(
            (10, Of(kind)),
            (1, Gen.Constant(FieldValue.Absent)),
            (1, Gen.Elements(Enum.GetValues<FieldKind>()).SelectMany(Of))
        );

    private static Gen<FieldValue> Of(FieldKind kind) =>
        kind switch
        {
            FieldKind.Text => Text.Select(FieldValue.Text),
            FieldKind.FoldedText => Text.Select(FieldValue.Folded),
            FieldKind.Integer => Integer.Select(value => FieldValue.Integer(value)),
            FieldKind.Number => Number.Select(value => FieldValue.Number(value)),
            FieldKind.Flag => Flag.Select(value => FieldValue.Flag(value)),
            _ => Instant.Select(value => FieldValue.Instant(value)),
        };

    private static Gen<T[]> ArrayOfUpTo<T>(this Gen<T> items, int most) =>
        Gen.Choose(0, most).SelectMany(many => Gen.ArrayOf(items, many));

    private static Gen<T?> Maybe<T>(Gen<T> value)
        where T : class => Gen.Frequency((3, value.Select(present => (T?)present)), (1, Gen.Constant<T?>(null)));

    private static Gen<T?> MaybeValue<T>(Gen<T> value)
        where T : struct => Gen.Frequency((3, value.Select(present => (T?)present)), (1, Gen.Constant<T?>(null)));
}
