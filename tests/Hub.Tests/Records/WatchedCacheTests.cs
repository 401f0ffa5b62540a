using Hub.Delivery;
using Hub.Domain.Departments;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Tests.Hosting;
using Tenant = Hub.Domain.Organizations.Organization;

namespace Hub.Tests.Records;

public sealed class WatchedCacheTests : IAsyncLifetime
{
    private static readonly OrganizationId Organization = new(Guid.CreateVersion7());

    private HubHost hub = null!;
    private int reads;
    private TaskCompletionSource? holdingUp;

    public async ValueTask InitializeAsync() => hub = await HubHost.Start();

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task What_was_read_once_is_known_without_reading()
    {
        using var cache = Cache();
        await Name("First");
        Assert.Null(cache.Known(Organization));

        Assert.Equal("First", await cache.Get(Organization, default));
        Assert.Equal("First", await cache.Get(Organization, default));

        Assert.Equal("First", cache.Known(Organization));
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task All_who_ask_first_at_once_wait_for_one_reading()
    {
        using var cache = Cache();
        await Name("First");
        holdingUp = new TaskCompletionSource();

        var asked = Enumerable.Range(0, 50).Select(_ => cache.Get(Organization, default).AsTask()).ToList();
        holdingUp.SetResult();

        Assert.All(await Task.WhenAll(asked), name => Assert.Equal("First", name));
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task A_change_is_seen_by_whoever_asks_after_it()
    {
        using var cache = Cache();
        await Name("First");
        await cache.Get(Organization, default);

        await Name("Second");

        Assert.Null(cache.Known(Organization));
        Assert.Equal("Second", await cache.Get(Organization, default));
    }

    [Fact]
    public async Task A_change_during_a_reading_is_not_lost_on_whoever_asks_after_it()
    {
        using var cache = Cache();
        await Name("First");
        holdingUp = new TaskCompletionSource();
        var early = cache.Get(Organization, default).AsTask();
        await Wait.For(() => Task.FromResult(Volatile.Read(ref reads)), seen => seen == 1);

        await Name("Second");
        var late = cache.Get(Organization, default).AsTask();
        await Wait.For(() => Task.FromResult(Volatile.Read(ref reads)), seen => seen == 2);
        holdingUp.SetResult();

        Assert.Equal(("First", "Second"), (await early, await late));
        Assert.Equal("Second", cache.Known(Organization));
    }

    [Fact]
    public async Task A_further_kind_of_document_may_take_away_what_it_concerns()
    {
        using var cache = Cache();
        cache.Watch(Tenant.Document, _ => cache.Clear());
        await Name("First");
        await cache.Get(Organization, default);

        await hub.OpenOrganization("OTHER");

        Assert.Null(cache.Known(Organization));
    }

    [Fact]
    public async Task Another_ones_change_leaves_what_is_known()
    {
        using var cache = Cache();
        await Name("First");
        await cache.Get(Organization, default);

        await Write(new(Guid.CreateVersion7()), "Elsewhere");

        Assert.Equal("First", cache.Known(Organization));
    }

    [Fact]
    public async Task A_reading_that_fails_is_tried_again_by_the_next()
    {
        var isBroken = true;
        using var cache = new WatchedCache<int, string>(
            hub.Store,
            Department.Kind.Document,
            static _ => 0,
            (key, _) => isBroken ? throw new IOException("Away.") : new($"{key}"),
            TimeProvider.System
        );

        await Assert.ThrowsAsync<IOException>(async () => await cache.Get(1, default));
        isBroken = false;

        Assert.Equal("1", await cache.Get(1, default));
    }

    [Fact]
    public async Task That_there_is_nothing_is_remembered_only_where_that_is_wanted()
    {
        var asked = 0;
        ValueTask<string?> Nothing(int key, CancellationToken cancellation)
        {
            asked++;
            return new((string?)null);
        }
        using var forgetful = Of(Nothing, false);
        await forgetful.Get(1, default);
        await forgetful.Get(1, default);
        Assert.Equal(2, asked);

        using var mindful = Of(Nothing, true);
        await mindful.Get(1, default);
        await mindful.Get(1, default);

        Assert.Equal(3, asked);

        WatchedCache<int, string> Of(Func<int, CancellationToken, ValueTask<string?>> read, bool remembersAbsence) =>
            new(hub.Store, Department.Kind.Document, static _ => 0, read, TimeProvider.System, remembersAbsence);
    }

    [Fact]
    public async Task Whoever_leaves_does_not_end_the_reading_for_the_others()
    {
        using var cache = Cache();
        await Name("First");
        holdingUp = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        var first = cache.Get(Organization, leaving.Token).AsTask();
        var second = cache.Get(Organization, default).AsTask();

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        holdingUp.SetResult();

        Assert.Equal("First", await second);
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task Values_are_forgotten_by_what_they_are_and_so_is_what_is_being_read()
    {
        var mayRead = new TaskCompletionSource();
        using var cache = new WatchedCache<int, string>(
            hub.Store,
            Department.Kind.Document,
            static _ => 0,
            async (key, _) =>
            {
                if (key == 3)
                    await mayRead.Task;
                return key == 1 ? "odd" : "even";
            },
            TimeProvider.System
        );
        await cache.Get(1, default);
        await cache.Get(2, default);
        var third = cache.Get(3, default).AsTask();

        cache.ForgetWhere(value => value == "odd");
        mayRead.SetResult();
        await third;

        Assert.Equal((null, "even", null), (cache.Known(1), cache.Known(2), cache.Known(3)));
    }

    /// <summary>The name of the organization's department; a reading has read before it is held up.</summary>
    private WatchedCache<OrganizationId, string> Cache() =>
        new(
            hub.Store,
            Department.Kind.Document,
            static changed => changed.Organization,
            async (organization, cancellation) =>
            {
                var stored = await Departments.Records.Find(hub.Store, organization, 1, cancellation);
                Interlocked.Increment(ref reads);
                if (holdingUp is { } held)
                    await held.Task;
                return stored?.Value.Name;
            },
            TimeProvider.System
        );

    private Task<CommitResult> Name(string name) => Write(Organization, name);

    private Task<CommitResult> Write(OrganizationId organization, string name) =>
        hub.Store.Commit(Departments.Write(organization, Departments.Of(1, name), Expected.Anything), default);
}
