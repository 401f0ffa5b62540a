using System.Text;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.LocalCloud.Cosmos;
using Hub.LocalCloud.Cosmos.Faults;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>Random filters and sorts against the interpreter, over documents in several partitions and organizations.</summary>
public sealed class QueryTests(QueryTests.Filled filled) : IClassFixture<QueryTests.Filled>
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_filter_finds_what_the_interpreter_finds(int seed)
    {
        var random = new RandomThings(seed);
        for (var i = 0; i < 12; i++)
        {
            var filter = random.Filter(3);
            var expected = filled.Things.Where(thing => Evaluator.Matches(Thing.Document, thing.Value, filter));

            var page = await Run(
                new Query
                {
                    Filter = filter,
                    Limit = 1000,
                    Count = true,
                }
            );

            Assert.Equal(expected.Select(thing => thing.Key).Order(), page.Items.Select(item => item.Id).Order());
            Assert.Equal(page.Items.Count, page.Total);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Pages_cover_everything_once_and_in_order(int seed)
    {
        var random = new RandomThings(seed);
        for (var i = 0; i < 4; i++)
        {
            var query = new Query
            {
                Sort = random.Sort(),
                Limit = random.Next(3, 30),
                Filter = random.Filter(1),
            };
            var expected = filled
                .Things.Where(thing => Evaluator.Matches(Thing.Document, thing.Value, query.Filter))
                .Order(new InMemoryOrder(query.Sort))
                .Select(thing => thing.Key)
                .ToList();

            Assert.Equal(expected, await Pages(query));
            var offset = random.Next(0, 50);
            var one = await Run(query with { Offset = offset });
            Assert.Equal(expected.Skip(offset).Take(query.Limit), one.Items.Select(item => item.Id));
        }
    }

    [Fact]
    public async Task Only_the_partition_and_the_organization_asked_for_are_seen()
    {
        var one = await Run(new Query { Partition = "p1", Limit = 1000 });
        var other = await filled.Cosmos.Store.Query(
            Thing.Document,
            Thing.Umbrella,
            new Query { Limit = 1000, Count = true },
            default
        );

        Assert.All(one.Items, item => Assert.Equal("p1", item.Partition));
        Assert.Equal(Filled.Count / Filled.Partitions, one.Items.Count);
        Assert.Equal(["stranger"], other.Items.Select(item => item.Id));
        Assert.Equal(1, other.Total);
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_service_for_a_plan()
    {
        // The fixture has the SDK plan by itself: a plan that the host was asked for would fail.
        filled.Cosmos.Host.Faults.Chance(1, Fault.Unavailable(), CosmosOperation.QueryPlan);

        await Run(
            new Query
            {
                Filter = new RandomThings(5).Filter(4),
                Count = true,
                Offset = 3,
            }
        );

        filled.Cosmos.Host.Faults.Clear();
    }

    private Task<Page<Thing>> Run(Query query) => filled.Cosmos.Store.Query(Thing.Document, Thing.Acme, query, default);

    private async Task<List<string>> Pages(Query query)
    {
        var found = new List<string>();
        while (true)
        {
            var page = await Run(query);
            found.AddRange(page.Items.Select(item => item.Id));
            if (page.Next is null)
                return found;
            Assert.Equal(query.Limit, page.Items.Count);
            query = query with { After = page.Next };
        }
    }

    /// <summary>A store with random things of one organization, and one thing of another.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        public const int Count = 120;
        public const int Partitions = 4;

        public LocalCosmos Cosmos { get; private set; } = null!;

        internal Dictionary<string, Thing> Things { get; } = [];

        public async ValueTask InitializeAsync()
        {
            Cosmos = await LocalCosmos.Start();
            var random = new RandomThings(7);
            for (var i = 0; i < Count; i++)
                Things[$"{Prefix(i)}{i}"] = random.Thing(i);
            foreach (var (i, some) in Things.Chunk(Count / Partitions).Index())
                await Cosmos.Store.Commit(
                    Thing.In(Thing.Acme, $"p{i}", [.. some.Select(thing => Thing.Put(thing.Key, thing.Value))]),
                    default
                );
            await Cosmos.Store.Commit(Thing.In(Thing.Umbrella, "p1", Thing.Put("stranger", random.Thing(0))), default);
        }

        public ValueTask DisposeAsync() => Cosmos.DisposeAsync();

        private static string Prefix(int i) =>
            (i % 10) switch
            {
                0 => "\ud83d\ude00",
                1 => "\uff21",
                _ => "t",
            };
    }

    /// <summary>Absent greatest, text by code point, ids last.</summary>
    private sealed class InMemoryOrder(IReadOnlyList<Sort> sort) : IComparer<KeyValuePair<string, Thing>>
    {
        public int Compare(KeyValuePair<string, Thing> x, KeyValuePair<string, Thing> y)
        {
            foreach (var column in sort)
            {
                var (one, other) = (Read(x, column), Read(y, column));
                var order =
                    one.IsPresent && other.IsPresent
                        ? one.IsTextual
                            ? Text(one.AsText, other.AsText)
                            : one.CompareTo(other)
                        : other.IsPresent.CompareTo(one.IsPresent);
                if (order != 0)
                    return column.Descending ? -order : order;
            }
            var ties = Text(x.Key, y.Key);
            return sort.Count > 0 && sort[^1].Descending ? -ties : ties;
        }

        private static FieldValue Read(KeyValuePair<string, Thing> thing, Sort column) =>
            Thing.Document.Read(thing.Value, column.Field);

        private static int Text(string one, string other) =>
            Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));
    }
}
