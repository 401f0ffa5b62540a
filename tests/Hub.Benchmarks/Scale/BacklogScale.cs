using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hub.Benchmarks.Bare;
using Hub.Domain.Organizations;

namespace Hub.Benchmarks.Scale;

/// <summary>
/// A queue of millions of deliveries that cannot go out, of a thousand webhooks of another organization: how soon a hub is ready
/// with it, and how fast it tells a webhook that is well, beside the same hub with an empty queue in the same run.
/// </summary>
internal static class BacklogScale
{
    private const int Webhooks = 1_000;
    private const int Workers = 64;
    private const int Turns = 2;
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(1);

    public static async Task Run(bool quick)
    {
        var (waiting, tickets) = quick ? (200_000, 5_000) : (5_000_000, 20_000);
        await using var sink = new Sink();
        using var empty = new StoredHub();
        await Prepare(empty, sink);
        using (var later = new StoredHub())
        {
            var organization = await Fill(later, sink, waiting, areReady: false);
            await Compare($"{waiting:N0} wait for a retry in hours", empty, later, sink, tickets);
        }
        using var ready = new StoredHub();
        var held = await Fill(ready, sink, waiting, areReady: true);
        await Tell(ready, held, "suspend");
        await Compare($"{waiting:N0} of a suspended organization", empty, ready, sink, tickets);
        await Tell(ready, held, "resume");
        await Compare($"{waiting:N0} due, to receivers that are down", empty, ready, sink, tickets);
    }

    /// <summary>The best of some turns each: what else the machine does only ever takes away.</summary>
    private static async Task Compare(string what, StoredHub empty, StoredHub full, Sink sink, int tickets)
    {
        var (none, all) = (new Best(), new Best());
        for (var turn = 0; turn < Turns; turn++)
        {
            none.Take(await Burst(empty, sink, tickets));
            all.Take(await Burst(full, sink, tickets));
        }
        Report.Line("API to receipt, nothing waits", none.Rate, "deliveries/s");
        Console.WriteLine(Start(none));
        Report.Line($"  {what}", all.Rate, "deliveries/s", none.Rate, "of the empty queue's");
        Console.WriteLine(Start(all));
    }

    private static string Start(Best best) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"    ready {best.Ready.TotalSeconds:0.00} s after the start of the process, {best.Memory / 1_000_000:N0} MB at the end"
        );

    private static async Task<(Measured Rate, TimeSpan Ready, long Memory)> Burst(
        StoredHub stored,
        Sink sink,
        int tickets
    )
    {
        await using var hub = await HubProcess.Hub(stored.Folder);
        await Write(hub, sink, tickets);
        await Settle(hub);
        var (processor, started) = (hub.ProcessorTime, Stopwatch.GetTimestamp());
        await Write(hub, sink, tickets);
        var measured = new Measured(
            tickets / Stopwatch.GetElapsedTime(started).TotalSeconds,
            (hub.ProcessorTime - processor).TotalMicroseconds / tickets
        );
        return (measured, hub.ReadyAfter, hub.Memory.Resident);
    }

    /// <summary>What is due is tried after a start, until the hub has found out which receivers are down.</summary>
    private static async Task Settle(HubProcess hub)
    {
        var deadline = Stopwatch.StartNew();
        var second = TimeSpan.FromSeconds(1);
        var (used, calm) = (hub.ProcessorTime, 0);
        while (calm < 3 && deadline.Elapsed < SettleLimit)
        {
            await Task.Delay(second);
            calm = hub.ProcessorTime - used < second / 5 ? calm + 1 : 0;
            used = hub.ProcessorTime;
        }
    }

    private static async Task Write(HubProcess hub, Sink sink, int tickets)
    {
        var before = sink.Received;
        await Load.Rate(tickets, Workers, number => hub.Post("/api/v1/tickets", PacedTickets.Ticket(number)));
        await sink.WaitFor(before + tickets, WaitLimit);
    }

    /// <summary>Another organization, with webhooks that ask for nothing that is measured and whose receiver is not there.</summary>
    private static async Task<NewOrganization> Prepare(StoredHub stored, Sink sink)
    {
        await using var hub = await HubProcess.Hub(stored.Folder);
        await hub.Subscribe(sink.Url);
        return await StoredHub.Open(hub, 2);
    }

    private static async Task<NewOrganization> Fill(StoredHub stored, Sink sink, int waiting, bool areReady)
    {
        var organization = await Prepare(stored, sink);
        Guid[] webhooks;
        var nobody = $"http://127.0.0.1:{ClosedPort()}";
        await using (var hub = await HubProcess.Hub(stored.Folder))
            webhooks = await StoredHub.Each(Webhooks, number =>
                StoredHub.Subscribe(hub, organization.Token, $"{nobody}/{number}", "ticket.deleted")
            );
        var started = Stopwatch.GetTimestamp();
        await WaitingDeliveries.Fill(stored.Folder, new OrganizationId(organization.Id), webhooks, waiting, areReady);
        var bytes = new DirectoryInfo(stored.Folder).EnumerateFiles().Sum(static file => file.Length);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"-- {waiting:N0} deliveries of {Webhooks:N0} webhooks, filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {bytes / 1e9:0.00} GB"
            )
        );
        return organization;
    }

    private static async Task Tell(StoredHub stored, NewOrganization organization, string verb)
    {
        await using var hub = await HubProcess.Hub(stored.Folder);
        await hub.Post(
            $"/api/v1/operator/organizations/{organization.Id}/{verb}",
            "{}"u8.ToArray(),
            HubProcess.OperatorToken
        );
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The fastest of some turns, and the soonest start.</summary>
    private sealed class Best
    {
        public Measured Rate { get; private set; }

        public TimeSpan Ready { get; private set; } = TimeSpan.MaxValue;

        public long Memory { get; private set; }

        public void Take((Measured Rate, TimeSpan Ready, long Memory) turn)
        {
            if (turn.Rate.Rate > Rate.Rate)
                Rate = turn.Rate;
            if (turn.Ready < Ready)
                Ready = turn.Ready;
            Memory = Math.Max(Memory, turn.Memory);
        }
    }
}
