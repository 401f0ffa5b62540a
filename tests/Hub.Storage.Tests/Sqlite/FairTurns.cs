using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>However much one organization asks of the store at once, another's turn comes.</summary>
public sealed class FairTurns : IAsyncDisposable
{
    private const int WaitLimit = 60_000;
    private const int Batch = 512;

    private readonly SqliteEngine engine = SqliteEngine.Create();
    private readonly OrganizationId busy = new(Guid.NewGuid());
    private readonly OrganizationId other = new(Guid.NewGuid());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Theory(Timeout = WaitLimit)]
    [InlineData(4 * Batch, 0)]
    [InlineData(100, 1024 * 1024)]
    public async Task A_write_waits_for_one_batch_of_another_organization_s_at_most(int crowd, int size)
    {
        var order = new List<OrganizationId>();
        var works = new List<Task>();
        using (new OneBatch(engine.File.Writer))
        {
            for (var number = 0; number < crowd; number++)
                works.Add(Write(busy));
            works.Add(Write(other));
        }
        await Task.WhenAll(works);

        Assert.Equal(crowd + 1, order.Count);
        Assert.InRange(order.IndexOf(other), 0, 1);

        Task<bool> Write(OrganizationId owner) =>
            engine.File.Writer.Run(new InjectedWork(_ => order.Add(owner), owner: owner.Value, size: size));
    }

    [Fact(Timeout = WaitLimit)]
    public async Task An_organization_s_own_writes_stay_in_order()
    {
        var order = new List<int>();
        var works = new List<Task>();
        using (new OneBatch(engine.File.Writer))
            for (var number = 0; number < 3 * Batch; number++)
            {
                var one = number;
                var owner = number % 2 == 0 ? busy.Value : other.Value;
                works.Add(engine.File.Writer.Run(new InjectedWork(_ => order.Add(one), owner: owner)));
            }
        await Task.WhenAll(works);

        Assert.Equal(Enumerable.Range(0, 3 * Batch), order.Order());
        foreach (var side in order.ToLookup(one => one % 2))
            Assert.Equal(side.Order(), side);
    }

    [Fact(Timeout = WaitLimit)]
    public async Task A_list_does_not_wait_behind_the_lists_of_another_organization()
    {
        foreach (var organization in new[] { busy, other })
            await engine.Store.Commit(
                new Commit(organization, "p")
                {
                    Changes = [new Put<Heavy>(Heavy.Document, "1", new Heavy("1"), Expected.Absent)],
                },
                Cancel
            );
        using var held = new Holding(busy);
        var lists = Enumerable.Range(0, 20).Select(_ => Task.Run(() => List(busy))).ToList();
        await held.UntilOneIsHeld();

        Assert.Equal(1, await Task.Run(() => List(other)));

        Assert.DoesNotContain(lists, list => list.IsCompleted);
        held.Release();
        Assert.All(await Task.WhenAll(lists), count => Assert.Equal(1, count));
        Assert.InRange(held.Most, 1, Math.Max(2, Environment.ProcessorCount));
    }

    private async Task<int> List(OrganizationId organization)
    {
        Holding.Reader.Value = organization;
        return (await engine.Store.Query(Heavy.Document, organization, new Query { Limit = 10 }, Cancel)).Items.Count;
    }

    /// <summary>A document that takes as long to read as the test likes.</summary>
    [JsonConverter(typeof(HeavyConverter))]
    private sealed record Heavy(string Id)
    {
        public static readonly DocumentType<Heavy> Document = new("heavy", static () =>
            (JsonTypeInfo<Heavy>)
                new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(
                    typeof(Heavy)
                )
        );
    }

    private sealed class HeavyConverter : JsonConverter<Heavy>
    {
        public override Heavy Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            Holding.Current?.Hold();
            return new Heavy(reader.GetString()!);
        }

        public override void Write(Utf8JsonWriter writer, Heavy value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Id);
    }

    private sealed class Holding : IDisposable
    {
        public static readonly AsyncLocal<OrganizationId?> Reader = new();

        private readonly OrganizationId whose;
        private readonly ManualResetEventSlim released = new();
        private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int now;
        private int most;

        public Holding(OrganizationId whose)
        {
            this.whose = whose;
            Current = this;
        }

        public static Holding? Current { get; private set; }

        public int Most => most;

        public Task UntilOneIsHeld() => first.Task;

        public void Hold()
        {
            if (Reader.Value != whose)
                return;
            InterlockedMax(Interlocked.Increment(ref now));
            first.TrySetResult();
            released.Wait();
            Interlocked.Decrement(ref now);
        }

        public void Release() => released.Set();

        public void Dispose()
        {
            Current = null;
            released.Set();
        }

        private void InterlockedMax(int seen)
        {
            for (var known = most; seen > known; known = most)
                Interlocked.CompareExchange(ref most, seen, known);
        }
    }
}
