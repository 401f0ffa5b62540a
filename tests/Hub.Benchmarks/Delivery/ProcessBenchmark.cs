using System.Diagnostics;

namespace Hub.Benchmarks.Delivery;

/// <summary>The hub as a process: how soon it is ready, and what it holds when nothing happens.</summary>
internal static class ProcessBenchmark
{
    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        try
        {
            await Start(folder);
            var (ready, memory) = await Start(folder);
            Console.WriteLine($"start to ready {ready.TotalMilliseconds:0} ms, idle memory {memory / 1024 / 1024} MB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(TimeSpan Ready, long Memory)> Start(string folder)
    {
        const string Url = "http://127.0.0.1:5987";
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Hub.dll"), "--urls", Url])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Hub__DataPath"] = folder;
        var started = Stopwatch.GetTimestamp();
        using var hub = Process.Start(start)!;
        hub.BeginOutputReadLine();
        hub.BeginErrorReadLine();
        try
        {
            using var client = new HttpClient();
            while (!await IsReady(client, Url))
                if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(1))
                    throw new TimeoutException("The hub did not become ready.");
            var ready = Stopwatch.GetElapsedTime(started);
            await Task.Delay(TimeSpan.FromSeconds(5));
            hub.Refresh();
            return (ready, hub.WorkingSet64);
        }
        finally
        {
            hub.Kill();
            await hub.WaitForExitAsync();
        }
    }

    private static async Task<bool> IsReady(HttpClient client, string url)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"{url}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            await Task.Delay(5);
            return false;
        }
    }
}
