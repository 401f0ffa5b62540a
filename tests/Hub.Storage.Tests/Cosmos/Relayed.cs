using System.Collections.Concurrent;
using System.Threading.Channels;
using Hub.Domain.Events;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>A hub whose relay runs, and what was handed to it.</summary>
internal sealed class Relayed : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<HubEvent> handed = Channel.CreateUnbounded<HubEvent>();
    private readonly Task running;

    public Relayed(CosmosHub hub)
    {
        running = Run(hub);
    }

    public ConcurrentQueue<HubEvent> Seen { get; } = new();

    public Task Has(IReadOnlyList<HubEvent> events) => Have(events, this);

    public async Task HasAny()
    {
        using var patience = new CancellationTokenSource(LocalCosmos.WaitLimit);
        await handed.Reader.WaitToReadAsync(patience.Token);
    }

    /// <summary>Waits until each of the events was handed to one of the hubs.</summary>
    public static async Task Have(IReadOnlyList<HubEvent> events, params Relayed[] hubs)
    {
        using var patience = new CancellationTokenSource(LocalCosmos.WaitLimit);
        while (true)
        {
            var seen = hubs.SelectMany(hub => hub.Seen).Select(one => one.Id).ToHashSet();
            if (events.All(one => seen.Contains(one.Id)))
                return;
            var next = hubs.Where(hub => !hub.running.IsCompleted)
                .Select(hub => hub.handed.Reader.WaitToReadAsync(patience.Token).AsTask())
                .ToList();
            await await Task.WhenAny(next);
            foreach (var hub in hubs)
                while (hub.handed.Reader.TryRead(out _)) { }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
            return;
        await stopping.CancelAsync();
        await running;
    }

    /// <summary>As the relay of the hub does: an outage ends a run, and the next one follows.</summary>
    private async Task Run(CosmosHub hub)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await hub.Feed.Run(Hand, stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (IOException)
            {
                // Again.
            }
        }
    }

    private Task Hand(IReadOnlyList<CommittedEvent> events, CancellationToken cancellation)
    {
        foreach (var (_, happened) in events)
        {
            Seen.Enqueue(happened);
            handed.Writer.TryWrite(happened);
        }
        return Task.CompletedTask;
    }
}
