using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Hub.Benchmarks.Bare;

/// <summary>A hub, the real one or the bare one, as a process of its own: what it takes of the processor is its alone.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    public const string Token = "1|benchmark-secret-of-thirty-two-letters";
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly string folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
    private readonly HttpMessageInvoker client = new(
        new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 64,
            UseProxy = false,
            UseCookies = false,
        }
    );
    private readonly Process process;

    private HubProcess(Func<string, string, ProcessStartInfo> command)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = command(Address.ToString(), folder);
        start.RedirectStandardOutput = true;
        process = Process.Start(start)!;
        // What it writes is taken, as a service manager would.
        process.BeginOutputReadLine();
    }

    public Uri Address { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The hub as it comes: default settings and logging, but no published limits, and receivers on loopback.</summary>
    public static Task<HubProcess> Hub() =>
        Started(
            static (url, folder) =>
                Dotnet(
                    "Hub.dll",
                    $"--urls={url}",
                    $"--Hub:DataPath={folder}",
                    $"--Hub:Bootstrap:Token={Token}",
                    "--RateLimits:Enabled=false",
                    "--Delivery:EventsPerMinute=0",
                    "--Delivery:AllowInsecureTargets=true"
                )
        );

    public static Task<HubProcess> Bare() =>
        Started(static (url, folder) => Dotnet("Hub.Benchmarks.dll", "bare-hub", url, folder));

    /// <returns>What was answered.</returns>
    public async Task<string> Post(string path, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path))
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Token);
        using var response = await client.SendAsync(request, CancellationToken.None);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException(answer);
    }

    /// <returns>The webhook, as it was answered with.</returns>
    public Task<string> Subscribe(string url) =>
        Post("/api/v1/webhooks", Encoding.UTF8.GetBytes($$"""{"url":"{{url}}","events":["ticket.created"]}"""));

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<HubProcess> Started(Func<string, string, ProcessStartInfo> command)
    {
        var hub = new HubProcess(command);
        var started = Stopwatch.GetTimestamp();
        using var asking = new HttpClient();
        while (!await IsReady(asking, hub.Address))
            if (Stopwatch.GetElapsedTime(started) > LongestStart)
                throw new TimeoutException("The hub did not become ready.");
        return hub;
    }

    private static async Task<bool> IsReady(HttpClient asking, Uri address)
    {
        try
        {
            using var answer = await asking.GetAsync(new Uri(address, "/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            await Task.Delay(20);
            return false;
        }
    }

    private static ProcessStartInfo Dotnet(string program, params string[] arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments]);

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
