using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Hub.Benchmarks.Delivery;

/// <summary>How fast tickets are taken over HTTP, and how fast they reach a receiver from there.</summary>
internal static class ApiBenchmark
{
    private const int Workers = 64;
    private static readonly byte[] Ticket = Encoding.UTF8.GetBytes(
        """
        {"subject":"Printer not working on the second floor","description":"It says PC LOAD LETTER, and nobody knows what that means.",
        "requester_email":"user@company.com","priority":"high","department_id":2,"tags":["printer"]}
        """
    );

    public static async Task Run(Sink sink, Measured loop, int scale)
    {
        await using var bare = await BareInsert.Start();
        await Write(bare.Address, 10_000 / scale);
        var (bareRate, bareLatency) = await Write(bare.Address, 20_000 / scale);
        Report.Line("bare Kestrel endpoint, one SQLite insert", bareRate, "requests/s");
        Report.Latency("  its latency", bareLatency);

        await using var hub = await RunningHub.Start();
        await Write(hub.Address, 30_000 / scale);
        var (rate, latency) = await Write(hub.Address, 50_000 / scale);
        Report.Line("API ticket writes, nobody listening", rate, "requests/s", bareRate, "of the bare endpoint");
        Report.Latency("  their latency", latency);

        await Subscribe(hub.Address, sink.Url);
        var before = sink.Received;
        var writes = 50_000 / scale;
        var receipt = await Measured.Of(writes, async () =>
        {
            await Write(hub.Address, writes);
            await sink.WaitFor(before + writes, TimeSpan.FromMinutes(5));
        });
        Report.Line("API write to receipt", receipt, "events/s", loop);
    }

    private static async Task<(Measured Rate, List<double> SortedMilliseconds)> Write(Uri address, int requests)
    {
        using var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = Workers,
            UseProxy = false,
            UseCookies = false,
        };
        using var client = new HttpMessageInvoker(handler);
        var target = new Uri(address, "/api/v1/tickets");
        var latencies = new double[requests];
        var rate = await Load.Rate(requests, Workers, async number =>
        {
            var started = Stopwatch.GetTimestamp();
            await Post(client, target, Ticket);
            latencies[number] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        return (rate, [.. latencies.Order()]);
    }

    private static async Task Subscribe(Uri address, string url)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpMessageInvoker(handler);
        var body = Encoding.UTF8.GetBytes($$"""{"url":"{{url}}","events":["ticket.created"]}""");
        await Post(client, new Uri(address, "/api/v1/webhooks"), body);
    }

    private static async Task Post(HttpMessageInvoker client, Uri target, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + RunningHub.Token);
        using var response = await client.SendAsync(request, CancellationToken.None);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
    }
}
