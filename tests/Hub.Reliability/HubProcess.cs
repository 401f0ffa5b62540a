using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Hub.Reliability;

/// <summary>The hub as a process of its own: started, killed, started again with the same data.</summary>
/// <param name="dll">The hub as it was built.</param>
/// <param name="folder">Its data, and where it runs.</param>
/// <param name="settings">Arguments, over those that every run has.</param>
internal sealed class HubProcess(string dll, string folder, TimeSpan patience, IReadOnlyList<string> settings)
    : IDisposable
{
    public const string Token = "1|kill-run-secret-of-thirty-two-letters";

    private readonly int port = FreePort();
    private readonly List<string> output = [];
    private Process? process;
    private TaskCompletionSource listening = NewSignal();

    public Uri Address => new($"http://127.0.0.1:{port}");

    public int Id => process!.Id;

    public void Start()
    {
        listening = NewSignal();
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        string[] usual =
        [
            dll,
            $"--urls={Address}",
            $"--Hub:DataPath={folder}",
            $"--Hub:Bootstrap:Token={Token}",
            "--RateLimits:Enabled=false",
            "--Logging:LogLevel:Default=Error",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
            "--Delivery:AllowInsecureTargets=true",
            "--Delivery:EventsPerMinute=0",
            "--Delivery:RetryPace=0.001",
            "--Delivery:CircuitThreshold=1000",
        ];
        foreach (var argument in usual.Concat(settings))
            start.ArgumentList.Add(argument);
        process = Process.Start(start) ?? throw new InvalidOperationException("The hub does not start.");
        process.OutputDataReceived += (_, line) => Said(line.Data);
        process.ErrorDataReceived += (_, line) => Said(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its delivery is at work by then, and requests come through.</summary>
    public async Task UntilListening()
    {
        var ended = process!.WaitForExitAsync();
        if (await Task.WhenAny(listening.Task, ended).WaitAsync(patience) == ended)
            throw new InvalidOperationException($"The hub ended:\n{Output}");
    }

    /// <summary>SIGKILL: nothing of it runs any more when this returns.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public string Output
    {
        get
        {
            lock (output)
                return string.Join('\n', output);
        }
    }

    /// <summary>Processor time so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>A client of its API, with the bootstrap token.</summary>
    public HttpClient NewClient()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return client;
    }

    public void Dispose()
    {
        process?.Kill();
        process?.Dispose();
    }

    private void Said(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.Add(line);
        if (line.Contains("Now listening on", StringComparison.Ordinal))
            listening.TrySetResult();
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
