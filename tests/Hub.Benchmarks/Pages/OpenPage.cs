using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Hub.Benchmarks.Bare;

namespace Hub.Benchmarks.Pages;

/// <summary>Somebody who is signed in to the pages and has one of them open, as a browser does.</summary>
internal sealed partial class OpenPage : IDisposable
{
    private readonly HttpClient client;
    private readonly string path;

    private OpenPage(Uri hub, string path)
    {
        var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseProxy = false };
        (client, this.path) = (new HttpClient(handler) { BaseAddress = hub }, path);
    }

    public static async Task<OpenPage> SignedIn(HubProcess hub, string path)
    {
        var page = new OpenPage(hub.Address, path);
        var form = await page.client.GetStringAsync("/app/sign-in");
        using var fields = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["token"] = HubProcess.Token,
                ["__RequestVerificationToken"] = WebUtility.HtmlDecode(Mark().Match(form).Groups[1].Value),
            }
        );
        using var signedIn = await page.client.PostAsync("/app/sign-in", fields);
        signedIn.EnsureSuccessStatusCode();
        return page;
    }

    /// <summary>Reads the page so often until it is to stop: its live part alone, as a page that is open does, or all of it.</summary>
    /// <returns>Milliseconds to each answer.</returns>
    public async Task<IReadOnlyList<double>> Read(TimeSpan interval, bool isRenewal, CancellationToken stop)
    {
        var times = new List<double>();
        while (!stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            await Read(isRenewal);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return times;
    }

    public void Dispose() => client.Dispose();

    private async Task Read(bool isRenewal)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (isRenewal)
            request.Headers.Add("X-Renew", "deliveries");
        using var answer = await client.SendAsync(request);
        var body = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        if (body.AsSpan().IndexOf("id=\"deliveries\""u8) < 0)
            throw new InvalidOperationException($"{path} shows no deliveries.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Mark();
}
