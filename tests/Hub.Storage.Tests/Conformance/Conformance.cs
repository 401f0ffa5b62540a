using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Conformance;

/// <summary>What the suites share: an engine of its own for every test, and short words for the ports.</summary>
public abstract class Conformance(Func<Task<IEngine>> start) : IAsyncLifetime
{
    protected const string Partition = "p";

    private readonly CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken
    );
    private IEngine? engine;

    protected IEngine Engine => engine!;

    protected ManualTime Time => Engine.Time;

    protected OrganizationId Organization { get; } = new(Guid.NewGuid());

    /// <summary>Ends with the test, and in good time when that waits for what never comes.</summary>
    protected CancellationToken Cancel => patience.Token;

    public async ValueTask InitializeAsync()
    {
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        engine = await start();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        patience.Dispose();
        if (engine is not null)
            await engine.DisposeAsync();
    }

    protected static Put<Sample> New(Sample sample) => Put(sample, Expected.Absent);

    protected static Put<Sample> Put(Sample sample, Expected expected) =>
        new(SampleDocuments.Sample, sample.Id, sample, expected);

    protected static Put<Sample> Put(Sample sample) => Put(sample, Expected.Anything);

    protected Commit Of(params IReadOnlyList<Change> changes) => new(Organization, Partition) { Changes = changes };

    protected Task<CommitResult> Commit(Commit commit) => Engine.Store.Commit(commit, Cancel);

    protected Task<CommitResult> Commit(params IReadOnlyList<Change> changes) => Commit(Of(changes));

    protected async Task<DocumentVersion> Write(Sample sample, string partition = Partition)
    {
        var commit = new Commit(Organization, partition) { Changes = [Put(sample)] };
        return Assert.IsType<CommitResult.Done>(await Commit(commit)).Versions[0];
    }

    protected async Task Write(IEnumerable<Sample> samples)
    {
        foreach (var some in samples.Chunk(50))
            Assert.IsType<CommitResult.Done>(await Commit(Of([.. some.Select(sample => Put(sample))])));
    }

    protected ValueTask<Stored<Sample>?> Get(string id, string partition = Partition) =>
        Engine.Store.Get(SampleDocuments.Sample, Organization, partition, id, Cancel);

    protected Task<Page<Sample>> Query(Query query) =>
        Engine.Store.Query(SampleDocuments.Sample, Organization, query, Cancel);

    protected async Task<IReadOnlyList<string>> Ids(Query query) =>
        [.. (await Query(query)).Items.Select(item => item.Id)];

    protected Task<IReadOnlyList<string>> Ids(Filter filter) => Ids(new Query { Filter = filter, Limit = 1000 });

    /// <summary>Turns the pages to the last one.</summary>
    protected async Task<IReadOnlyList<string>> Walk(Query query)
    {
        var ids = new List<string>();
        for (var page = await Query(query); ; page = await Query(query with { After = page.Next }))
        {
            Assert.True(page.Items.Count <= query.Limit);
            ids.AddRange(page.Items.Select(item => item.Id));
            Assert.Distinct(ids);
            if (page.Next is null)
                return ids;
            Assert.Equal(query.Limit, page.Items.Count);
        }
    }

    protected HubEvent Happening(OrganizationId? organization = null, string partition = Partition) =>
        HubEvent.Of(Fact.TestPing, organization ?? Organization, partition, Actor.System, Time.GetUtcNow());

    protected QueueMessage Message(string id, string lane = "lane", TimeSpan dueIn = default, string body = "body") =>
        new(id, lane, Time.GetUtcNow() + dueIn, System.Text.Encoding.UTF8.GetBytes(body));
}
