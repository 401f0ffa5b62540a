using System.Globalization;
using System.Text.Json;
using Hub.Benchmarks.Bare;

namespace Hub.Benchmarks.Pages;

/// <summary>
/// The page that shows a webhook's deliveries live, while a thousand of them are made a second: what those do to the page, and
/// what open pages do to them.
/// </summary>
internal static class PagesBenchmark
{
    private const int PerSecond = 1_000;

    /// <summary>How often an open page asks for what is new: data-live of the page.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);

    /// <summary>How often somebody opens it anew, whose time is taken.</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromMilliseconds(100);

    public static async Task<int> Run(bool quick)
    {
        var duration = TimeSpan.FromSeconds(quick ? 5 : 15);
        await using var sink = new Sink();
        await using var hub = await HubProcess.Hub();
        var path = await PathOf(hub, sink);
        // What a new process compiles while it works is of no page.
        await PacedTickets.Write(hub, sink, PerSecond, duration);
        await Look(hub, path, 1, Task.Delay(duration));
        Console.WriteLine("nothing is delivered");
        foreach (var open in new[] { 1, 20 })
            Tell(open, await Look(hub, path, open, Task.Delay(duration)));
        Console.WriteLine($"at {PerSecond} deliveries a second");
        Tell("no page open", await PacedTickets.Write(hub, sink, PerSecond, duration));
        foreach (var open in new[] { 1, 20 })
        {
            var paced = PacedTickets.Write(hub, sink, PerSecond, duration);
            Tell(open, await Look(hub, path, open, paced));
            Tell(Opened(open), await paced);
        }
        return 0;
    }

    /// <summary>The page is open so many times, and opened again and again, until something else ends.</summary>
    /// <returns>Milliseconds to each answer, sorted: of those who open it, and of those who have it open.</returns>
    private static async Task<(IReadOnlyList<double> Opened, IReadOnlyList<double> Renewed)> Look(
        HubProcess hub,
        string path,
        int open,
        Task until
    )
    {
        using var stop = new CancellationTokenSource();
        var pages = new List<OpenPage>();
        for (var page = 0; page <= open; page++)
            pages.Add(await OpenPage.SignedIn(hub, path));
        var opening = pages[0].Read(Opening, isRenewal: false, stop.Token);
        var renewing = pages.Skip(1).Select((page, number) => Renew(page, Renewal * number / open)).ToList();
        await until;
        await stop.CancelAsync();
        var (opened, renewed) = (await opening, await Task.WhenAll(renewing));
        pages.ForEach(static page => page.Dispose());
        return ([.. opened.Order()], [.. renewed.SelectMany(static one => one).Order()]);

        // Nobody opens twenty pages in the same instant.
        async Task<IReadOnlyList<double>> Renew(OpenPage page, TimeSpan after)
        {
            await Task.Delay(after);
            return await page.Read(Renewal, isRenewal: true, stop.Token);
        }
    }

    private static async Task<string> PathOf(HubProcess hub, Sink sink)
    {
        using var webhook = JsonDocument.Parse(await hub.Subscribe(sink.Url));
        return $"/app/webhooks/{webhook.RootElement.GetProperty("data").GetProperty("id")}";
    }

    private static string Opened(int open) => open == 1 ? "1 page open" : $"{open} pages open";

    private static void Tell(int open, (IReadOnlyList<double> Opened, IReadOnlyList<double> Renewed) times)
    {
        Report.Latency($"  {Opened(open)}, opened anew", times.Opened);
        Report.Latency($"  {Opened(open)}, renewed", times.Renewed);
    }

    private static void Tell(string what, PacedTickets paced)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}, {paced.Rate:N0} deliveries/s"));
        Report.Latency($"  {what}, request to answer", paced.ToAnswer);
        Report.Latency($"  {what}, request to receipt", paced.ToReceipt);
    }
}
