using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Hub.Benchmarks.Scim;

/// <summary>How fast identity providers are served, over HTTP, with the load generator in the same process.</summary>
internal sealed class ScimBenchmark(HttpMessageInvoker client, Uri address, IReadOnlyList<string> users)
{
    private const int Workers = 16;
    private const string Patching = "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]";

    private int created;

    public static async Task<int> Run(bool quick)
    {
        foreach (var count in quick ? (int[])[10_000] : [10_000, 100_000])
        {
            await using var hub = await SeededHub.Start(count);
            using var handler = new SocketsHttpHandler
            {
                MaxConnectionsPerServer = Workers,
                UseProxy = false,
                UseCookies = false,
            };
            using var client = new HttpMessageInvoker(handler);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"-- {count:N0} users"));
            await new ScimBenchmark(client, hub.Address, hub.Users).Run(quick ? 4 : 1, warmup: count);
        }
        return 0;
    }

    private async Task Run(int scale, int warmup)
    {
        await Measure(null, 40_000 / scale, number => Get($"/Users/{At(number)}"));
        await Measure("nothing, for comparison", 40_000 / scale, _ => SendTo("/health/live", HttpMethod.Get, null));
        await Measure("get by id", 40_000 / scale, number => Get($"/Users/{At(number)}"));
        await Measure("userName eq", 30_000 / scale, number =>
            Filter($"userName eq \"user{Index(number)}@example.com\"")
        );
        await Measure("value path with and", 8_000 / scale, number =>
            Filter($"emails[type eq \"work\" and value eq \"user{Index(number)}@example.com\"]")
        );
        await Measure("value path with and, co", 200 / scale, number =>
            Filter($"emails[type eq \"work\" and value co \"r{Index(number)}@\"]")
        );
        await Measure("list 100", 2_000 / scale, number =>
            Get($"/Users?startIndex={1 + (number * 100 % warmup)}&count=100")
        );
        await Measure("list 100 by cursor", 2_000 / scale, _ => Get("/Users?cursor&count=100&sortBy=userName"));
        await Measure("patch", 20_000 / scale, number => Patch(number));
        await Measure("create", 15_000 / scale, _ => Create());
        await Measure("group of 300 members, one patch", 40 / scale, Members);
        await Measure("bulk of 100 creates", 100 / scale, _ => Bulk());
    }

    private static async Task Measure(string? what, int operations, Func<int, Task> operation)
    {
        var latencies = new double[operations];
        var measured = await Load.Rate(operations, Workers, async number =>
        {
            var started = Stopwatch.GetTimestamp();
            await operation(number);
            latencies[number] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        if (what is null)
            return;
        Report.Line(what, measured, "requests/s");
        Report.Latency("", [.. latencies.Order()]);
    }

    private Task<string> Patch(int number) =>
        Send(
            HttpMethod.Patch,
            $"/Users/{At(number)}",
            $$"""{ {{Patching}},"Operations":[{"op":"replace","path":"title","value":"Title {{number}}"}]}"""
        );

    private Task<string> Create() => Send(HttpMethod.Post, "/Users", NewUser());

    private async Task Members(int number)
    {
        var group = await Send(
            HttpMethod.Post,
            "/Groups",
            $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Group {{number}} {{Stopwatch.GetTimestamp()}}"}"""
        );
        var members = string.Join(
            ',',
            Enumerable.Range(0, 300).Select(one => $$"""{"value":"{{At((number * 300) + one)}}"}""")
        );
        await Send(
            HttpMethod.Patch,
            $"/Groups/{group.Split("\"id\":\"")[1][..36]}",
            $$"""{ {{Patching}},"Operations":[{"op":"add","path":"members","value":[{{members}}]}]}"""
        );
    }

    private Task<string> Bulk()
    {
        var operations = string.Join(
            ',',
            Enumerable
                .Range(0, 100)
                .Select(one => $$"""{"method":"POST","path":"/Users","bulkId":"b{{one}}","data":{{NewUser()}}}""")
        );
        return Send(
            HttpMethod.Post,
            "/Bulk",
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{operations}}]}"""
        );
    }

    private string NewUser() => SeededHub.Body($"new{Interlocked.Increment(ref created)}-{Stopwatch.GetTimestamp()}");

    private Task<string> Filter(string filter) => Get($"/Users?filter={Uri.EscapeDataString(filter)}");

    private Task<string> Get(string path) => Send(HttpMethod.Get, path, null);

    private Task<string> Send(HttpMethod method, string path, string? body) => SendTo("/scim/v2" + path, method, body);

    private async Task<string> SendTo(string path, HttpMethod method, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + SeededHub.Token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/scim+json");
        }
        using var response = await client.SendAsync(request, CancellationToken.None);
        var text = body is null || method == HttpMethod.Patch ? "" : await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
        if (body is null)
            await response.Content.CopyToAsync(Stream.Null);
        return text;
    }

    /// <summary>Spread over all users, each time the same.</summary>
    private int Index(int number) => (int)((long)number * 7_919 % users.Count);

    private string At(int number) => users[Index(number)];
}
