using System.Net;
using Hub.LocalCloud.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Hub.LocalCloud.Tests.Cosmos;

/// <summary>Every query runs twice: planned by the host, and planned by the library that the SDK ships for Linux.</summary>
public sealed class QueryTests(QueryTests.Filled filled) : IClassFixture<QueryTests.Filled>
{
    [Theory]
    [InlineData("SELECT * FROM c WHERE c.f.status = 'open'", 40)]
    [InlineData("SELECT * FROM c WHERE c.f.status != 'open'", 40)]
    [InlineData("SELECT * FROM c WHERE NOT (c.f.status = 'open')", 40)]
    [InlineData("SELECT * FROM c WHERE c[\"f\"][\"status\"] IN ('open', 'closed')", 80)]
    [InlineData("SELECT * FROM c WHERE c.f.updated >= 10 AND c.f.updated < 20", 10)]
    [InlineData("SELECT * FROM c WHERE c.f.updated < 10 OR c.f.updated > 100", 29)]
    [InlineData("SELECT * FROM c WHERE c.f.status < 5", 0)]
    [InlineData("SELECT * FROM c WHERE c.f.missing = undefined", 0)]
    [InlineData("SELECT * FROM c WHERE NOT IS_DEFINED(c.f.status)", 40)]
    [InlineData("SELECT * FROM c WHERE IS_NULL(c.f.status)", 0)]
    [InlineData("SELECT * FROM c WHERE CONTAINS(LOWER(c.f.emails[0][\"value\"]), '@example')", 60)]
    [InlineData("SELECT * FROM c WHERE STARTSWITH(c.f.emails[0][\"value\"], 'MAIL11', true)", 5)]
    [InlineData("SELECT * FROM c WHERE ENDSWITH(c.id, '7')", 12)]
    [InlineData("SELECT * FROM c WHERE ARRAY_CONTAINS(c.f.tags, 'urgent')", 30)]
    [InlineData("SELECT * FROM c WHERE ARRAY_CONTAINS(c.f.emails, {type: 'work'}, true)", 60)]
    [InlineData(
        "SELECT * FROM c WHERE EXISTS(SELECT VALUE e FROM e IN c.f.emails WHERE e.type = @type AND e[\"value\"] = @mail)",
        1
    )]
    [InlineData("SELECT VALUE e[\"value\"] FROM c JOIN e IN c.f.emails WHERE e.type = 'home'", 60)]
    [InlineData("SELECT TOP 7 * FROM c", 7)]
    [InlineData("SELECT TOP 7 * FROM c ORDER BY c.f.updated DESC", 7)]
    [InlineData("SELECT * FROM c OFFSET 115 LIMIT 10", 5)]
    [InlineData("SELECT * FROM c ORDER BY c.f.updated OFFSET 30 LIMIT 25", 25)]
    public async Task A_query_finds_what_it_asks_for_over_all_partitions(string text, int expected)
    {
        foreach (var local in new[] { "false", "true" })
        {
            Environment.SetEnvironmentVariable(LocalPlanner.Setting, local);
            var query = new QueryDefinition(text)
                .WithParameter("@type", "work")
                .WithParameter("@mail", "mail20@example.org");

            Assert.Equal(expected, (await All<object>(query, pageSize: 6)).Count);
        }
    }

    [Theory]
    [InlineData("SELECT VALUE COUNT(1) FROM c", 120)]
    [InlineData("SELECT VALUE COUNT(1) FROM c WHERE c.f.status = 'open'", 40)]
    [InlineData("SELECT VALUE COUNT(c.f.status) FROM c", 80)]
    [InlineData("SELECT VALUE COUNT(1) FROM c WHERE c.id = 'nobody'", 0)]
    [InlineData("SELECT VALUE MAX(c.f.updated) FROM c", 119)]
    [InlineData("SELECT VALUE SUM(c.f.updated) FROM c WHERE c.f.updated < 5", 10)]
    public async Task An_aggregate_adds_up_all_partitions(string text, int expected)
    {
        foreach (var local in new[] { "false", "true" })
        {
            Environment.SetEnvironmentVariable(LocalPlanner.Setting, local);

            Assert.Equal(expected, Assert.Single(await All<int>(new QueryDefinition(text))));
        }
    }

    [Theory]
    [InlineData("acme", null, 60)]
    [InlineData("acme", "p0", 15)]
    [InlineData("nobody", null, 0)]
    public async Task A_partition_key_or_a_prefix_of_one_leaves_out_the_rest(
        string organization,
        string? partition,
        int expected
    )
    {
        var options = new QueryRequestOptions
        {
            MaxItemCount = 4,
            PartitionKey = partition is null
                ? CosmosFixture.Prefix(organization)
                : CosmosFixture.Key(organization, partition),
        };
        foreach (var text in new[] { "SELECT * FROM c", "SELECT * FROM c ORDER BY c.f.updated DESC" })
        {
            var found = await All<Item>(new QueryDefinition(text), options: options);
            Assert.Equal(expected, found.Count);
            Assert.All(found, item => Assert.Equal(organization, item.Organization));
        }

        var count = new QueryDefinition("SELECT VALUE COUNT(1) FROM c");
        Assert.Equal(expected, (await All<int>(count, options: options)).Single());
        var page = new QueryDefinition("SELECT VALUE c.id FROM c ORDER BY c.f.updated OFFSET 2 LIMIT 100");
        Assert.Equal(Math.Max(0, expected - 2), (await All<string>(page, options: options)).Count);
    }

    [Theory]
    [InlineData("SELECT * FROM c ORDER BY c.f.updated DESC", 15)]
    [InlineData("SELECT VALUE COUNT(1) FROM c", 1)]
    [InlineData("SELECT * FROM c ORDER BY c.f.updated OFFSET 3 LIMIT 9", 9)]
    [InlineData("SELECT TOP 8 * FROM c", 8)]
    public async Task A_query_of_one_partition_may_go_straight_to_it(string text, int expected)
    {
        var options = new QueryRequestOptions
        {
            EnableOptimisticDirectExecution = true,
            MaxItemCount = 4,
            PartitionKey = CosmosFixture.Key("acme", "p0"),
        };

        Assert.Equal(expected, (await All<object>(new QueryDefinition(text), options: options)).Count);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task A_sorted_query_goes_on_from_a_continuation_in_order(string local)
    {
        Environment.SetEnvironmentVariable(LocalPlanner.Setting, local);
        var query = new QueryDefinition(
            "SELECT c.id, c.type, c.f FROM c WHERE c.organizationId = 'acme' ORDER BY c.f.status, c.f.updated DESC"
        );
        var found = new List<Item>();
        string? continuation = null;
        do
        {
            // A new iterator for every page, as a web page's next link has it.
            using var pages = filled.Cosmos.Core.GetItemQueryIterator<Item>(
                query,
                continuation,
                new QueryRequestOptions { MaxItemCount = 7 }
            );
            var page = await pages.ReadNextAsync();
            found.AddRange(page);
            continuation = page.ContinuationToken;
        } while (continuation is not null);

        var expected = Filled
            .Items.Where(item => item.Organization == "acme")
            .OrderBy(item => item.Fields!.Status, StringComparer.Ordinal)
            .ThenByDescending(item => item.Fields!.Updated);
        Assert.Equal(expected.Select(item => item.Id), found.Select(item => item.Id));
    }

    [Fact]
    public async Task Order_by_two_paths_needs_a_composite_index()
    {
        var query = new QueryDefinition("SELECT * FROM c ORDER BY c.f.updated, c.id");

        var refused = await Assert.ThrowsAsync<CosmosException>(() => All<Item>(query));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("composite index", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT * FROM c WHERE c.value = 1", "SC1001")]
    [InlineData("SELECT * FROM", "SC1002")]
    [InlineData("SELECT * FROM c WHERE x.id = 1", "SC2001")]
    [InlineData("SELECT * FROM c WHERE NOPE(c.id)", "SC2005")]
    public async Task A_wrong_query_is_refused_as_the_service_does(string text, string code)
    {
        foreach (var local in new[] { "false", "true" })
        {
            Environment.SetEnvironmentVariable(LocalPlanner.Setting, local);

            var refused = await Assert.ThrowsAsync<CosmosException>(() => All<Item>(new QueryDefinition(text)));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(code, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task All_items_are_listed_without_a_query()
    {
        using var pages = filled.Cosmos.Core.GetItemQueryIterator<Item>(
            requestOptions: new QueryRequestOptions { MaxItemCount = 10 }
        );
        var found = 0;
        while (pages.HasMoreResults)
        {
            found += (await pages.ReadNextAsync()).Count;
        }

        Assert.Equal(Filled.Items.Count, found);
    }

    private async Task<List<T>> All<T>(QueryDefinition query, int? pageSize = null, QueryRequestOptions? options = null)
    {
        var found = new List<T>();
        options ??= new QueryRequestOptions { MaxItemCount = pageSize };
        using var pages = filled.Cosmos.Core.GetItemQueryIterator<T>(query, requestOptions: options);
        while (pages.HasMoreResults)
        {
            found.AddRange(await pages.ReadNextAsync());
        }

        return found;
    }

    /// <summary>120 items of two organizations over 4 partitions each, a third of them without a status.</summary>
    public sealed class Filled : IAsyncLifetime
    {
        internal static IReadOnlyList<Item> Items { get; } = [.. Enumerable.Range(0, 120).Select(Make)];

        public CosmosFixture Cosmos { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Cosmos.InitializeAsync();
            var properties = (await Cosmos.Core.ReadContainerAsync()).Resource;
            properties.IndexingPolicy.CompositeIndexes.Add([
                new CompositePath { Path = "/f/status", Order = CompositePathSortOrder.Descending },
                new CompositePath { Path = "/f/updated", Order = CompositePathSortOrder.Ascending },
            ]);
            await Cosmos.Core.ReplaceContainerAsync(properties);
            foreach (var item in Items)
            {
                await Cosmos.Core.CreateItemAsync(item, CosmosFixture.KeyOf(item));
            }
        }

        public ValueTask DisposeAsync() => Cosmos.DisposeAsync();

        private static Item Make(int i) =>
            new(
                $"item-{i}",
                i % 2 == 0 ? "acme" : "umbrella",
                $"p{i / 2 % 4}",
                Fields: new Fields(
                    i % 3 == 0 ? null
                        : i % 3 == 1 ? "open"
                        : "closed",
                    i,
                    i % 4 == 0 ? ["urgent", "vip"] : ["normal"],
                    i % 2 == 0
                        ? [new Email("work", $"mail{i}@example.org"), new Email("home", $"home{i}@example.org")]
                        : null
                )
            );
    }
}
