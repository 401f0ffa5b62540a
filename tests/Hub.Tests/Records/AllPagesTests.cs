using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Tests.Hosting;

namespace Hub.Tests.Records;

public sealed class AllPagesTests : IAsyncLifetime
{
    private const int Many = AllPages.PageSize + 20;
    private static readonly OrganizationId Organization = new(Guid.CreateVersion7());

    private HubHost hub = null!;

    public async ValueTask InitializeAsync()
    {
        hub = await HubHost.Start();
        await hub.Store.CommitInChunks(
            Organization,
            Department.Kind.Partition,
            [.. Enumerable.Range(1, Many).SelectMany(id => Of(id).Changes)],
            default
        );
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task Everything_is_there_once_and_in_order_whatever_page_the_query_asks_for()
    {
        var query = new Query
        {
            Partition = Department.Kind.Partition,
            Sort = [new Sort("id", Descending: true)],
            Limit = 3,
            Offset = 7,
        };

        var found = await hub.Store.All(Department.Kind.Document, Organization, query, default).ToListAsync();

        Assert.Equal(Enumerable.Range(1, Many).Reverse(), found.Select(one => (int)one.Value.Id));
    }

    [Fact]
    public async Task What_goes_and_comes_between_two_pages_hides_nothing_that_stays()
    {
        var query = new Query { Partition = Department.Kind.Partition, Sort = [new Sort("id")] };
        var seen = new List<long>();

        await foreach (var one in hub.Store.All(Department.Kind.Document, Organization, query, default))
        {
            if (seen.Count == 0)
            {
                await hub.Store.Commit(Departments.Remove(Organization, 1), default);
                await hub.Store.Commit(Of(Many + 1), default);
            }
            seen.Add(one.Value.Id);
        }

        Assert.Equal(Enumerable.Range(1, Many + 1).Select(id => (long)id), seen);
    }

    [Fact]
    public async Task Nothing_found_is_an_empty_list()
    {
        var nowhere = new OrganizationId(Guid.CreateVersion7());

        Assert.Empty(await hub.Store.All(Department.Kind.Document, nowhere, new Query(), default).ToListAsync());
    }

    [Fact]
    public async Task Whoever_has_seen_enough_reads_no_further_page()
    {
        using var ending = new CancellationTokenSource();
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in hub.Store.All(Department.Kind.Document, Organization, new Query(), ending.Token))
                if (++seen == AllPages.PageSize)
                    await ending.CancelAsync();
        });

        Assert.Equal(AllPages.PageSize, seen);
    }

    private static Commit Of(long id) =>
        Departments.Write(Organization, Departments.Of(id, $"Department {id}"), Expected.Absent);
}
