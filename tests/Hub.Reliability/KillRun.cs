using System.Diagnostics;

namespace Hub.Reliability;

/// <summary>
/// Kills a hub again and again at random moments while tickets are written and its receivers misbehave, then lets it
/// finish, and counts: is anything that was acknowledged missing, did an id change, was more repeated than was in flight.
/// </summary>
internal sealed class KillRun
{
    private readonly KillOptions options;
    private readonly Action<int> killed;
    private readonly Random random;
    private readonly Ledger ledger = new();
    private readonly Door door = new();

    private KillRun(KillOptions options, Action<int>? killed)
    {
        this.options = options;
        this.killed = killed ?? (_ => { });
        random = new Random(options.Seed);
    }

    /// <param name="killed">Told the number of each kill.</param>
    public static async Task<KillReport> Run(KillOptions options, Action<int>? killed = null)
    {
        var folder = Directory.CreateTempSubdirectory("hub-kills-").FullName;
        try
        {
            return await new KillRun(options, killed).RunIn(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<KillReport> RunIn(string folder)
    {
        var started = Stopwatch.GetTimestamp();
        await using var receiver = await FlakyReceiver.Start(ledger, options.WaitLimit, options.Seed);
        string[] settings =
        [
            $"--Delivery:MaxInFlightPerSubscription={options.InFlight}",
            $"--Delivery:FanOutTurn={options.FanOutTurn}",
        ];
        using var hub = new HubProcess(options.HubDll, folder, options.WaitLimit, settings);
        using var http = hub.NewClient();
        hub.Start();
        await hub.UntilListening();
        foreach (var dialect in FlakyReceiver.Names)
            await receiver.Subscribe(http, dialect);

        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(1, options.Writers).Select(one => new TicketWriter(http, ledger, door, one));
        TicketWriter[] all = [.. writers];
        door.Unlock();
        var writing = Task.WhenAll(all.Select(writer => writer.RunUntil(stop)));
        while (receiver.Life <= options.Kills && !stop.IsCancellationRequested)
            await KillSometime(hub, receiver, stop.Token);
        door.Unlock();
        await stop.CancelAsync();
        await writing.WaitAsync(options.WaitLimit);
        await ledger.Signal.Until(
            () => ledger.Missing(FlakyReceiver.Names).Count == 0,
            options.WaitLimit,
            "acknowledged events have not arrived"
        );
        await hub.Kill();
        return Report(receiver, all, Stopwatch.GetElapsedTime(started));
    }

    private async Task KillSometime(HubProcess hub, FlakyReceiver receiver, CancellationToken stop)
    {
        var until = ledger.Activity + random.Next(1, options.MostBetweenKills);
        await ledger.Signal.Until(
            () => ledger.Activity >= until || stop.IsCancellationRequested,
            options.WaitLimit,
            $"nothing is written, and the hub says {hub.Output}"
        );
        await Restart(hub, receiver);
        while (receiver.Life <= options.Kills && random.NextDouble() < options.DuringStart)
            await Restart(hub, receiver);
        door.Unlock();
    }

    private async Task Restart(HubProcess hub, FlakyReceiver receiver)
    {
        door.Shut();
        await hub.Kill();
        await receiver.BeginNextLife();
        killed(receiver.Life - 1);
        hub.Start();
        await hub.UntilListening();
    }

    private KillReport Report(FlakyReceiver receiver, TicketWriter[] writers, TimeSpan elapsed)
    {
        var repeats = ledger.Repeats();
        return new KillReport
        {
            Kills = receiver.Life - 1,
            Seed = options.Seed,
            Elapsed = elapsed,
            Acknowledged = ledger.Acknowledged,
            AnswersLost = writers.Sum(writer => writer.AnswersLost),
            Unresolved = writers.Sum(writer => writer.Unresolved),
            Owed = ledger.Acknowledged * FlakyReceiver.Names.Count,
            Arrivals = ledger.Arrivals,
            FailedOnPurpose = receiver.FailedOnPurpose,
            Missing = ledger.Missing(FlakyReceiver.Names),
            Renamed = ledger.Renamed(),
            BadSignatures = receiver.BadSignatures,
            Repeats = repeats.Count,
            UnexplainedRepeats = repeats.Count(one => one.Before == one.Again),
            MostRepeatsOfOneKill = repeats.CountBy(one => one.Before).Select(one => one.Value).DefaultIfEmpty().Max(),
            InFlightLimit = options.InFlight * FlakyReceiver.Names.Count,
        };
    }
}
