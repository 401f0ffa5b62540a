using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Hub.Benchmarks.Bare;

/// <summary>A hub, the real one or the bare one, as a process of its own: what it takes of the processor is its alone.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    public const string Token = "1|benchmark-secret-of-thirty-two-letters";
    public const string OperatorToken = "benchmark-operator-of-thirty-two-letters";
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly string folder;
    private readonly bool isFolderKept;
    private readonly HttpMessageInvoker client = new(
        new SocketsHttpHandler
        {
            MaxConnectionsPerServer = 64,
            UseProxy = false,
            UseCookies = false,
        }
    );
    private readonly Process process;

    /// <param name="keptFolder">Its data folder, which outlives it; absent: one of its own.</param>
    private HubProcess(Func<string, string, ProcessStartInfo> command, string? keptFolder)
    {
        isFolderKept = keptFolder is not null;
        folder = keptFolder ?? Directory.CreateTempSubdirectory("hub-bench-").FullName;
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

    /// <summary>From the start of the process to its first answer that it is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Bytes of memory: all that is mapped and in use, and what of it belongs to no file.</summary>
    public (long Resident, long Own) Memory
    {
        get
        {
            var lines = File.ReadLines($"/proc/{process.Id}/status").ToList();
            return (Of("VmRSS:"), Of("RssAnon:"));

            long Of(string name) =>
                1024
                * long.Parse(
                    lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim()[..^3],
                    CultureInfo.InvariantCulture
                );
        }
    }

    /// <summary>The hub as it comes: default settings and logging, but no published limits, and receivers on loopback.</summary>
    /// <param name="keptFolder">Its data folder, which outlives it; absent: one of its own.</param>
    public static Task<HubProcess> Hub(string? keptFolder = null) =>
        Started(keptFolder, static (url, folder) =>
            Dotnet(
                "Hub.dll",
                $"--urls={url}",
                $"--Hub:DataPath={folder}",
                $"--Hub:Bootstrap:Token={Token}",
                $"--Hub:OperatorToken={OperatorToken}",
                "--RateLimits:Enabled=false",
                "--Delivery:EventsPerMinute=0",
                "--Delivery:AllowInsecureTargets=true"
            )
        );

    public static Task<HubProcess> Bare() =>
        Started(null, static (url, folder) => Dotnet("Hub.Benchmarks.dll", "bare-hub", url, folder));

    /// <returns>What was answered.</returns>
    public async Task<string> Post(string path, byte[] body, string token = Token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path))
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
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
        if (!isFolderKept)
            Directory.Delete(folder, recursive: true);
    }

    private static async Task<HubProcess> Started(string? keptFolder, Func<string, string, ProcessStartInfo> command)
    {
        var started = Stopwatch.GetTimestamp();
        var hub = new HubProcess(command, keptFolder);
        using var asking = new HttpClient();
        while (!await IsReady(asking, hub.Address))
            if (Stopwatch.GetElapsedTime(started) > LongestStart)
                throw new TimeoutException("The hub did not become ready.");
        hub.ReadyAfter = Stopwatch.GetElapsedTime(started);
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
            await Task.Delay(5);
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
