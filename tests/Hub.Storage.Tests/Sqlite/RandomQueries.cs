using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Storage.Tests.Conformance;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>SQL's answer to any question is the one worked out in memory.</summary>
public sealed class RandomQueries : IAsyncDisposable
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(150);

    private readonly SqliteEngine engine = SqliteEngine.Create();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public void Any_filter_finds_what_the_evaluator_matches()
    {
        var cases =
            from samples in Arbitrary.Samples
            from filters in Gen.ArrayOf(Arbitrary.Filters, 20)
            select (samples, filters);
        Check.One(Thorough, Prop.ForAll(cases.ToArbitrary(), one => Agree(one.samples, one.filters)));
    }

    [Fact]
    public void Any_walk_by_cursor_is_the_sorted_list()
    {
        var questions =
            from filter in Gen.Frequency((1, Arbitrary.Filters), (1, Gen.Constant(Filter.All)))
            from sort in Arbitrary.Sorts
            from limit in Gen.Choose(1, 7)
            select new Query
            {
                Filter = filter,
                Sort = sort,
                Limit = limit,
                Count = true,
            };
        var cases =
            from samples in Arbitrary.Samples
            from queries in Gen.ArrayOf(questions, 10)
            select (samples, queries);
        Check.One(Thorough, Prop.ForAll(cases.ToArbitrary(), one => Agree(one.samples, one.queries)));
    }

    private void Agree(Sample[] samples, Filter[] filters)
    {
        var organization = Write(samples);
        foreach (var filter in filters)
        {
            var expected = Reference.Matching(samples, filter);
            var actual = Run(organization, new Query { Filter = filter, Limit = 100 }).Items.Select(item => item.Id);
            Assert.True(expected.SequenceEqual(actual), $"{filter}: [{Join(expected)}], but found [{Join(actual)}]");
        }
    }

    private void Agree(Sample[] samples, Query[] queries)
    {
        var organization = Write(samples);
        foreach (var query in queries)
        {
            var matching = Reference.Matching(samples, query.Filter);
            var expected = Reference.Sorted(samples.Where(sample => matching.Contains(sample.Id)), query.Sort);
            var actual = new List<string>();
            var page = Run(organization, query);
            for (; ; page = Run(organization, query with { After = page.Next }))
            {
                Assert.Equal(expected.Count, page.Total);
                actual.AddRange(page.Items.Select(item => item.Id));
                if (page.Next is null || actual.Count > samples.Length)
                    break;
            }
            Assert.True(expected.SequenceEqual(actual), $"{query}: [{Join(expected)}], but found [{Join(actual)}]");
        }
    }

    private OrganizationId Write(Sample[] samples)
    {
        var organization = new OrganizationId(Guid.NewGuid());
        var commit = new Commit(organization, "p")
        {
            Changes = [.. samples.Select(one => new Put<Sample>(SampleDocuments.Sample, one.Id, one, Expected.Absent))],
        };
        Assert.IsType<CommitResult.Done>(engine.Store.Commit(commit, default).GetAwaiter().GetResult());
        return organization;
    }

    private Hub.Domain.Documents.Page<Sample> Run(OrganizationId organization, Query query) =>
        engine.Store.Query(SampleDocuments.Sample, organization, query, default).GetAwaiter().GetResult();

    private static string Join(IEnumerable<string> ids) => string.Join(' ', ids);
}
