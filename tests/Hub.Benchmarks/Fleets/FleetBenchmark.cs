using System.Diagnostics;
using System.Net.Http.Json;
using Hub.Benchmarks.Delivery;
using Hub.LocalCloud.Cosmos;
using Hub.Reliability;

namespace Hub.Benchmarks.Fleets;

/// <summary>
/// One hub and three on a local Cosmos DB and Service Bus, from API write to receipt; and what an event costs as an
/// organization gets more subscriptions. The local services run in this process and share the machine.
/// </summary>
internal static class FleetBenchmark
{
    private const int Clients = 16;
    private const int WarmUp = 2_000;

    /// <summary>What was found to be hot is compiled again in the background; on two cores that takes its time.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(5);

    public static async Task<int> Run(bool quick)
    {
        var scale = quick ? 10 : 1;
        await using var sink = new Sink();
        foreach (var hubs in new[] { 1, 3 })
            await Deliver(sink, hubs, 5_000 / scale);
        foreach (var subscriptions in new[] { 10, 100, 1_000, 10_000 })
            await Match(sink, subscriptions, 20_000 / scale);
        return 0;
    }

    private static async Task Deliver(Sink sink, int hubs, int events)
    {
        await using var fleet = await Fleet.Start(Path.Combine(AppContext.BaseDirectory, "Hub.dll"), hubs);
        var clients = fleet.Hubs.Select(hub => hub.NewClient()).ToList();
        var webhook = new { url = sink.Url, events = new[] { "ticket.created" } };
        (await clients[0].PostAsJsonAsync("/api/v1/webhooks", webhook)).EnsureSuccessStatusCode();
        // Each hub compiles what it runs first, and three have three times as much to compile.
        var warm = sink.Received + WarmUp * hubs;
        await Write(clients, WarmUp * hubs);
        await sink.WaitFor(warm, WaitLimit);
        await Task.Delay(Settling);

        var before = sink.Received;
        var units = fleet.Cosmos.RequestUnits.Total;
        var requests = RequestsOf(fleet);
        var operations = fleet.ServiceBus.Requests();
        var processor = fleet.Hubs.Sum(hub => hub.ProcessorTime.TotalMicroseconds);
        var started = Stopwatch.GetTimestamp();
        await Write(clients, events);
        await sink.WaitFor(before + events, WaitLimit);
        var measured = new Measured(
            events / Stopwatch.GetElapsedTime(started).TotalSeconds,
            (fleet.Hubs.Sum(hub => hub.ProcessorTime.TotalMicroseconds) - processor) / events
        );
        Report.Line($"local cloud, {hubs} hub{(hubs == 1 ? "" : "s")}", measured, "events/s");
        Console.WriteLine(
            $"{"", -40}{(fleet.Cosmos.RequestUnits.Total - units) / events, 10:N1} request units each, as simulated"
        );
        var asked = RequestsOf(fleet).Select(one => (one.Key, Each: (one.Value - requests[one.Key]) / (double)events));
        Console.WriteLine(
            $"{"", -40}{asked.Sum(one => one.Each), 10:N2} requests of the store each: "
                + string.Join(", ", asked.Where(one => one.Each >= 0.01).Select(one => $"{one.Key} {one.Each:N2}"))
        );
        Console.WriteLine(
            $"{"", -40}{(fleet.ServiceBus.Requests() - operations) / (double)events, 10:N2} operations of the queue each"
        );
        clients.ForEach(client => client.Dispose());
    }

    private static Dictionary<CosmosOperation, int> RequestsOf(Fleet fleet) =>
        Enum.GetValues<CosmosOperation>().ToDictionary(one => one, fleet.Cosmos.RequestUnits.Requests);

    private static Task<Measured> Write(List<HttpClient> clients, int events) =>
        Load.Rate(events, Clients, async number =>
        {
            var ticket = new
            {
                subject = "Printer not working on the second floor",
                description = "It says PC LOAD LETTER, and nobody knows what that means.",
                requester_email = "user@company.com",
            };
            using var answer = await clients[number % clients.Count].PostAsJsonAsync("/api/v1/tickets", ticket);
            answer.EnsureSuccessStatusCode();
        });

    /// <summary>One of the subscriptions wants the events; the others ask for something else, or filter them out.</summary>
    private static async Task Match(Sink sink, int subscriptions, int events)
    {
        await using var bench = new Workbench();
        await bench.Subscribe(sink.Url);
        for (var other = 1; other < subscriptions; other++)
            await bench.SubscribeInVain(sink.Url, byFilter: other % 2 == 0);
        await bench.Fill(events);
        var before = sink.Received;
        var measured = await Measured.Of(events, async () =>
        {
            await bench.Start();
            await sink.WaitFor(before + events, WaitLimit);
        });
        Report.Line($"drain, {subscriptions:N0} subscriptions, 1 matches", measured, "events/s");
    }
}
