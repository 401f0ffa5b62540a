using Hub.Domain.Documents;
using Hub.Domain.Queries;

namespace Hub.Storage.Tests.Conformance;

/// <summary>This part: filters. The evaluator says what is right; a few answers are spelt out to keep it honest.</summary>
public abstract partial class StoreConformance
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly Sample[] Population =
    [
        new("absent"),
        new("empty")
        {
            Name = "",
            Label = "",
            Tags = [""],
        },
        new("low")
        {
            Name = "alpha",
            Label = "Alpha",
            Rank = -5,
            Weight = -1.5,
            Done = false,
            At = Noon.AddDays(-1),
        },
        new("mid")
        {
            Name = "al%pha_x",
            Label = "BETA",
            Rank = 0,
            Weight = 0,
            Done = true,
            At = Noon,
            Tags = ["red"],
        },
        new("high")
        {
            Name = "alphabet",
            Label = "ÄÖ",
            Rank = 7,
            Weight = 7,
            Done = true,
            At = Noon.AddDays(1),
        },
        new("quote")
        {
            Name = "it's \"x\" \\ 100%",
            Label = "it's",
            Rank = 7,
            Tags = ["red", "it's"],
        },
        new("fox")
        {
            Name = "🦊\uFFFDz",
            Label = "🦊",
            Rank = 8,
            Weight = 0.1,
            Tags = ["🦊", "blue"],
        },
        new("private")
        {
            Name = "\uE000",
            Label = "nul\0nul",
            Weight = 1e300,
            Tags = ["blue", "blue"],
        },
        new("parts") { Parts = [new("bolt", 3), new("nut", 9)] },
        new("more") { Parts = [new("bolt", 9), new(null, 3), new("nut", null)] },
    ];

    private static readonly FieldValue[] Values =
    [
        FieldValue.Absent,
        FieldValue.Text(""),
        FieldValue.Text("alpha"),
        FieldValue.Text("al"),
        FieldValue.Text("ALPHA"),
        FieldValue.Text("%"),
        FieldValue.Text("_x"),
        FieldValue.Text("'"),
        FieldValue.Text("z"),
        FieldValue.Text("🦊"),
        FieldValue.Text("\uE000"),
        FieldValue.Text("\0nul"),
        FieldValue.Text("7"),
        FieldValue.Folded("ALPHA"),
        FieldValue.Folded("Äö"),
        FieldValue.Integer(7),
        FieldValue.Integer(0),
        FieldValue.Integer(1),
        FieldValue.Number(-1.5),
        FieldValue.Number(7),
        FieldValue.Number(0.1),
        FieldValue.Flag(true),
        FieldValue.Flag(false),
        FieldValue.Instant(Noon),
        FieldValue.Instant(Noon.AddTicks(10)),
    ];

    [Fact]
    public async Task Every_comparison_of_every_kind_of_field_means_what_the_evaluator_says()
    {
        await Write(Population);
        foreach (var field in SampleDocuments.Sample.Fields)
        foreach (var comparison in Enum.GetValues<Comparison>())
        foreach (var value in Values)
            await Agrees(new Filter.Compare(field.Name, comparison, value));
    }

    [Fact]
    public async Task Every_comparison_means_the_same_of_an_element()
    {
        await Write(Population);
        foreach (var (array, field) in new[] { ("tags", "value"), ("parts", "kind"), ("parts", "count") })
        foreach (var comparison in Enum.GetValues<Comparison>())
        foreach (var value in Values)
            await Agrees(new Filter.Any(array, new Filter.Compare(field, comparison, value)));
    }

    [Fact]
    public async Task Negation_makes_true_of_what_is_absent()
    {
        await Write(Population);
        foreach (var field in SampleDocuments.Sample.Fields)
        {
            var equal = Filter.Equal(field.Name, ValueOf(field));
            await Agrees(new Filter.Not(equal));
            await Agrees(new Filter.Not(new Filter.Not(equal)));
            await Agrees(new Filter.Not(new Filter.And([equal, Filter.All])));
            await Agrees(new Filter.Not(new Filter.Or([equal, Filter.None])));
            await Agrees(new Filter.Present(field.Name));
            await Agrees(new Filter.Not(new Filter.Present(field.Name)));
        }
        Assert.Contains("absent", await Ids(new Filter.Not(Filter.Equal("rank", FieldValue.Integer(7)))));
    }

    [Fact]
    public async Task In_takes_any_of_the_values_and_none_of_another_kind()
    {
        await Write(Population);
        foreach (var field in SampleDocuments.Sample.Fields)
        {
            await Agrees(new Filter.In(field.Name, []));
            await Agrees(new Filter.In(field.Name, Values));
            await Agrees(new Filter.Not(new Filter.In(field.Name, Values)));
            await Agrees(new Filter.In(field.Name, [ValueOf(field), FieldValue.Absent]));
        }
        Assert.Empty(await Ids(new Filter.In("rank", [FieldValue.Text("7")])));
        Assert.Equal(
            ["high", "mid", "quote"],
            await Ids(new Filter.In("rank", [FieldValue.Integer(0), FieldValue.Integer(7)]))
        );
    }

    [Fact]
    public async Task Folded_text_is_compared_without_regard_to_case()
    {
        await Write(Population);
        Assert.Equal(["high"], await Ids(Filter.Equal("label", FieldValue.Folded("äÖ"))));
        Assert.Equal(["mid"], await Ids(Filter.Contains("label", FieldValue.Folded("Et"))));
        Assert.Equal(["low"], await Ids(new Filter.Compare("label", Comparison.StartsWith, FieldValue.Folded("AL"))));
    }

    [Fact]
    public async Task Conditions_under_any_hold_of_one_and_the_same_element()
    {
        await Write(Population);
        var bolt = Filter.Equal("kind", FieldValue.Text("bolt"));
        var nine = Filter.Equal("count", FieldValue.Integer(9));

        Assert.Equal(["more"], await Ids(new Filter.Any("parts", new Filter.And([bolt, nine]))));
        var either = new Filter.And([new Filter.Any("parts", bolt), new Filter.Any("parts", nine)]);
        Assert.Equal(["more", "parts"], await Ids(either));
        foreach (
            var element in new Filter[]
            {
                Filter.All,
                Filter.None,
                new Filter.Not(bolt),
                new Filter.Not(new Filter.And([bolt, nine])),
                new Filter.Or([bolt, new Filter.Not(new Filter.Present("count"))]),
                new Filter.In("count", Values),
            }
        )
        {
            await Agrees(new Filter.Any("parts", element));
            await Agrees(new Filter.Not(new Filter.Any("parts", element)));
        }
    }

    [Fact]
    public async Task And_and_or_nest()
    {
        await Write(Population);
        var red = Filter.Has("tags", "red");
        var seven = Filter.Equal("rank", FieldValue.Integer(7));
        var done = Filter.Equal("done", FieldValue.Flag(true));

        Assert.Equal(["high", "mid"], await Ids(new Filter.And([new Filter.Or([red, seven]), done])));
        Assert.Equal(["quote"], await Ids(new Filter.And([red, seven, new Filter.Not(done)])));
        Assert.Equal(Population.Length, (await Ids(Filter.All)).Count);
        Assert.Empty(await Ids(Filter.None));
        await Agrees(new Filter.Or([new Filter.And([red, new Filter.Not(seven)]), new Filter.And([seven, done])]));
        await Agrees(new Filter.Not(new Filter.Or([new Filter.And([red, seven]), new Filter.Not(done)])));
    }

    [Fact]
    public async Task A_query_of_a_partition_finds_what_is_in_it()
    {
        await Write(new Sample("1") { Tags = ["red"] });
        await Write(new Sample("2") { Tags = ["red"] }, "q");

        Assert.Equal(["1", "2"], await Ids(Filter.Has("tags", "red")));
        Assert.Equal(["2"], await Ids(new Query { Partition = "q", Filter = Filter.Has("tags", "red") }));
        Assert.Empty(await Ids(new Query { Partition = "r" }));
        Assert.Equal("q", Assert.Single((await Query(new Query { Partition = "q" })).Items).Partition);
    }

    [Fact]
    public async Task A_query_knows_the_newest_values()
    {
        await Write(new Sample("1") { Name = "old", Tags = ["old"] });
        await Write(new Sample("1") { Name = "new", Tags = ["new"] });

        Assert.Empty(
            await Ids(new Filter.Or([Filter.Has("tags", "old"), Filter.Equal("name", FieldValue.Text("old"))]))
        );
        Assert.Equal(["1"], await Ids(Filter.Has("tags", "new")));
    }

    private Task Agrees(Filter filter) => Agrees(filter, Population);

    private async Task Agrees(Filter filter, IReadOnlyList<Sample> written)
    {
        var expected = Reference.Matching(written, filter);
        var actual = await Ids(filter);
        if (!expected.SequenceEqual(actual))
            Assert.Fail($"{filter}: expected [{string.Join(' ', expected)}], found [{string.Join(' ', actual)}]");
    }

    private static FieldValue ValueOf(Field field) =>
        Population
            .Select(sample => SampleDocuments.Sample.Read(sample, field.Name))
            .FirstOrDefault(value => value.IsPresent, FieldValue.Text("none"));
}
