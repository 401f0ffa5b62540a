using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Text;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>This part: words. The evaluator says what is right; a few answers are spelt out to keep it honest.</summary>
public abstract partial class StoreConformance
{
    private static readonly Sample[] Texts =
    [
        new("none"),
        new("printer") { Label = "Drucker", Text = "The printer on the third floor; the PRINTER is broken" },
        new("accents") { Text = "Łódź, Ärger, façade, ΟΔΌΣ and ёлка" },
        new("decomposed") { Text = "A\u0308rger with fac\u0327ade" },
        new("code") { Text = "ACME-42 (see \"ACME-4\")" },
        new("operators") { Text = "this AND that OR NOT NEAR words: col:umn *" },
        new("long") { Text = new string('x', 300) },
        new("emoji") { Text = "🦊fox🦊 日本語のテキスト" },
    ];

    [Fact]
    public async Task Words_and_beginnings_are_found_whatever_their_case_and_accents()
    {
        await Write(Texts);

        Assert.Equal(["printer"], await Found("printer"));
        Assert.Equal(["printer"], await Found("DRUCKER", "floor"));
        Assert.Empty(await Found("print"));
        Assert.Equal(["printer"], await Found("print*", "thi*"));
        Assert.Equal(["accents", "decomposed"], await Found("arger"));
        Assert.Equal(["accents"], await Found("lodz"));
        Assert.Equal(["accents"], await Found("οδος", "елка"));
        Assert.Equal(["code"], await Found("acme", "42"));
        Assert.Equal(["operators"], await Found("not", "near"));
        Assert.Equal(["emoji"], await Found("fox", "日本*"));
        Assert.Equal(["long"], await Found(new string('X', 200)));
        Assert.Empty(await Found("printer", "acme"));
    }

    [Fact]
    public async Task Words_mean_what_the_evaluator_says_alone_and_among_other_conditions()
    {
        await Write(Texts);
        string[] words = ["the", "th*", "and", "argER*", "x*", "acme", "near", "umn", "fo*", "rank"];
        foreach (var one in words)
        {
            await Agrees(Wanted(one), Texts);
            await Agrees(new Filter.Not(Wanted(one)), Texts);
            foreach (var other in words)
            {
                await Agrees(Wanted(one, other), Texts);
                await Agrees(new Filter.Or([Wanted(one), new Filter.And([Wanted(other), Filter.All])]), Texts);
            }
        }
    }

    [Fact]
    public async Task Words_follow_what_is_written_and_go_with_it()
    {
        var first = await Write(new Sample("1") { Text = "before" });
        var second = Done(await Commit(Put(new Sample("1") { Text = "after", Rank = 1 }, Expected.At(first))));
        Assert.Equal(["1"], await Found("after"));
        Assert.Empty(await Found("before"));
        // The text stays, the rest changes.
        var third = Done(await Commit(Put(new Sample("1") { Text = "after", Rank = 2 }, Expected.At(second))));
        Assert.Equal(["1"], await Found("after"));

        Done(await Commit(Delete("1", Expected.At(third))));

        Assert.Empty(await Found("after"));
        await Write(new Sample("2") { Text = "other" });
        Assert.Empty(await Found("after"));
    }

    [Fact]
    public async Task A_refused_commit_leaves_no_words()
    {
        await Write(new Sample("1") { Text = "first" });

        var refused = await Commit(New(new Sample("2") { Text = "second" }), New(new Sample("1") { Text = "third" }));

        Assert.IsType<CommitResult.Exists>(refused);
        Assert.Empty(await Found("second"));
        Assert.Equal(["1"], await Found("first"));
    }

    [Fact]
    public async Task Words_of_another_organization_are_not_found()
    {
        var other = new OrganizationId(Guid.NewGuid());
        await Engine.Store.Commit(
            new Commit(other, Partition)
            {
                Changes = [new Put<Sample>(SampleDocuments.Sample, "1", new("1") { Text = "theirs" }, Expected.Absent)],
            },
            Cancel
        );

        Assert.Empty(await Found("theirs"));
    }

    private static Filter.Words Wanted(params IReadOnlyList<string> words) =>
        new([.. words.Select(word => new SearchTerm(SearchWords.In(word).Single().Word, word.EndsWith('*')))]);

    private async Task<IReadOnlyList<string>> Found(params IReadOnlyList<string> words) =>
        [.. (await Ids(Wanted(words))).Order(StringComparer.Ordinal)];
}
