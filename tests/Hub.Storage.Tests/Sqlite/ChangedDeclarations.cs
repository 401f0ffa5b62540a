using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Storage.Tests.Conformance;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>A hub that declares a document's fields otherwise finds the old documents by the new ones.</summary>
public sealed class ChangedDeclarations : IAsyncDisposable
{
    private readonly SqliteEngine engine = SqliteEngine.Create();
    private readonly OrganizationId organization = new(Guid.NewGuid());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Old_documents_are_indexed_anew()
    {
        var old = Declare().Text("name", sample => sample.Name);
        var samples = Enumerable
            .Range(0, 600)
            .Select(n => new Sample($"{n}")
            {
                Name = $"{n % 3}",
                Rank = n % 10,
                Tags = [$"t{n % 7}"],
                Email = $"{n}@x",
            })
            .ToArray();
        var versions = await Write(old, samples);
        await engine.Restart();

        var changed = Declare()
            .Integer("rank", sample => sample.Rank)
            .Folded("email", sample => sample.Email, unique: true)
            .Array("tags", sample => sample.Tags)
            .Index("rank");

        var found = await Query(changed, Filter.Equal("rank", FieldValue.Integer(4)));
        Assert.Equal(samples.Where(one => one.Rank == 4).Select(one => one.Id).Order(), found.Select(one => one.Id));
        Assert.All(found, one => Assert.Equal(versions[int.Parse(one.Id)], one.Version));
        Assert.Equal(86, (await Query(changed, Filter.Has("tags", "t0"))).Count);
        var taken = new Put<Sample>(changed, "new", new Sample("new") { Email = "7@X" }, Expected.Absent);
        Assert.IsType<CommitResult.Taken>(await engine.Store.Commit(Of(taken), Cancel));
        await engine.Restart();

        Assert.Equal(200, (await Query(old, Filter.Equal("name", FieldValue.Text("1")))).Count);
        await engine.Restart();
        Assert.Equal(600, (await Query(changed, Filter.All)).Count);
        Assert.Equal(0, engine.File.Readers.Read(connection => Count(connection, "old_%")));
    }

    [Fact]
    public async Task Words_of_documents_that_were_there_before_come_in_by_steps_and_those_of_new_ones_at_once()
    {
        var old = Declare().Integer("rank", sample => sample.Rank);
        await Write(old, [.. Enumerable.Range(0, 120).Select(n => new Sample($"{n}") { Text = $"word{n} all" })]);
        await engine.Restart();
        var searched = Declare().Integer("rank", sample => sample.Rank).Searched(("text", sample => sample.Text));
        Assert.Empty(await Query(searched, Words("word7")));
        await Write(searched, [new("new") { Text = "fresh all" }]);
        var changed = new Put<Sample>(searched, "8", new Sample("8") { Text = "changed all" }, Expected.Anything);
        await engine.Store.Commit(Of(changed), Cancel);
        Assert.Equal(["8", "new"], (await Query(searched, Words("all"))).Select(one => one.Id).Order());

        await Storage.Sqlite.Documents.WordFilling.Fill(engine.File, searched, Cancel);

        Assert.Equal(121, (await Query(searched, Words("all"))).Count);
        Assert.Single(await Query(searched, Words("word7")));
        Assert.Empty(await Query(searched, Words("word8")));
        await engine.Restart();
        Assert.Single(await Query(searched, Words("changed")));
        // Another field has the rows laid out anew, and their words with them.
        var further = Declare().Text("name", sample => sample.Name).Searched(("text", sample => sample.Text));
        Assert.Equal(121, (await Query(further, Words("all"))).Count);
    }

    private static Filter.Words Words(string word) => new([new SearchTerm(word, IsPrefix: false)]);

    /// <summary>Lower-cased, as folded text was kept before; the columns are the same.</summary>
    [Fact]
    public async Task Texts_that_were_folded_by_a_former_rule_are_folded_anew_and_each_keeps_what_it_is()
    {
        var former = Declare().Text("email", sample => sample.Email?.ToLowerInvariant(), unique: true);
        var today = Declare().Folded("email", sample => sample.Email, unique: true);
        await Write(
            former,
            [new("1") { Email = "Straße" }, new("2") { Email = "STRASSE" }, new("3") { Email = "Other" }]
        );
        await engine.Restart();

        var found = await Query(today, Filter.Equal("email", FieldValue.Folded("strasse")));
        Assert.Equal(["1", "2"], found.Select(one => one.Id).Order());
        foreach (var one in found)
            Assert.IsType<CommitResult.Done>(await Put(one.Value with { Name = "changed" }));
        Assert.IsType<CommitResult.Taken>(await Put(new("3") { Email = "sTRAßE" }));
        Assert.IsType<CommitResult.Done>(await Put(found[0].Value with { Email = "renamed" }));
        Assert.IsType<CommitResult.Taken>(await Put(found[0].Value with { Email = "STRAßE" }));

        Task<CommitResult> Put(Sample sample) =>
            engine.Store.Commit(Of(new Put<Sample>(today, sample.Id, sample, Expected.Anything)), Cancel);
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_keeps_the_old_tables()
    {
        var old = Declare().Text("name", sample => sample.Name);
        await Write(old, [new Sample("1") { Name = "kept" }]);
        await engine.Restart();

        var failing = Declare().Text("name", sample => sample.Name).Text("bad", _ => throw new InvalidDataException());
        await Assert.ThrowsAsync<InvalidDataException>(() => Query(failing, Filter.All));
        await Assert.ThrowsAsync<InvalidDataException>(() => Query(failing, Filter.All));

        Assert.Single(await Query(old, Filter.Equal("name", FieldValue.Text("kept"))));
    }

    private static DocumentType<Sample> Declare() => new("changing", static () => SampleJson.Default.Sample);

    private Commit Of(params IReadOnlyList<Change> changes) => new(organization, "p") { Changes = changes };

    private async Task<IReadOnlyList<DocumentVersion>> Write(DocumentType<Sample> type, Sample[] samples)
    {
        var puts = samples.Select(one => new Put<Sample>(type, one.Id, one, Expected.Absent));
        var answer = await engine.Store.Commit(Of([.. puts]), Cancel);
        return Assert.IsType<CommitResult.Done>(answer).Versions;
    }

    private async Task<IReadOnlyList<Stored<Sample>>> Query(DocumentType<Sample> type, Filter filter)
    {
        var query = new Query { Filter = filter, Limit = 1000 };
        return (await engine.Store.Query(type, organization, query, Cancel)).Items;
    }

    private static long Count(Hub.Storage.Sqlite.Engine.Connection connection, string tables)
    {
        var count = connection.Prepare("SELECT count(*) FROM sqlite_master WHERE name LIKE ?").Bind(tables);
        count.Step();
        var found = count.Long(0);
        count.Rewind();
        return found;
    }
}
