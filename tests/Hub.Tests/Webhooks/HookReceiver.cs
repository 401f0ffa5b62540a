using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Webhooks;

/// <summary>A receiver on loopback that remembers what it was sent and answers what the test says, 200 unless told.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly List<Hook> received = [];
    private TaskCompletionSource arrived = NewSignal();
    private int underWay;

    private HookReceiver(WebApplication app) => this.app = app;

    /// <summary>With a credential in the query string, as flow platforms have it.</summary>
    public string Url => UrlOf("hook");

    public Func<Hook, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public int MostUnderWay { get; private set; }

    public IReadOnlyList<Hook> Received
    {
        get
        {
            lock (gate)
                return [.. received];
        }
    }

    public static async Task<HookReceiver> Start(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var receiver = new HookReceiver(app);
        app.Run(receiver.Receive);
        await app.StartAsync();
        return receiver;
    }

    public static async Task<HookReceiver> Answering(params int[] statuses)
    {
        var receiver = await Start();
        receiver.AnswerWith(statuses);
        return receiver;
    }

    /// <summary>An answer that never comes, until the caller has left.</summary>
    public static Task Hang(HttpContext http) => new TaskCompletionSource().Task.WaitAsync(http.RequestAborted);

    public string UrlOf(string path) => $"{app.Urls.First()}/{path}?sig=top-secret";

    /// <summary>One after the other, the last of them from then on.</summary>
    public void AnswerWith(params int[] statuses)
    {
        var count = -1;
        Answer = (_, http) =>
        {
            http.Response.StatusCode = statuses[Math.Min(Interlocked.Increment(ref count), statuses.Length - 1)];
            return Task.CompletedTask;
        };
    }

    /// <summary>The first so many requests, once they are here.</summary>
    public async Task<IReadOnlyList<Hook>> Until(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (received.Count >= count)
                    return [.. received];
                next = arrived.Task;
            }
            try
            {
                await next.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Only {Received.Count} of {count} requests came.");
            }
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        var hook = new Hook(http.Request.Path, headers, body.ToArray());
        TaskCompletionSource waiting;
        lock (gate)
        {
            received.Add(hook);
            MostUnderWay = Math.Max(MostUnderWay, ++underWay);
            (waiting, arrived) = (arrived, NewSignal());
        }
        waiting.TrySetResult();
        try
        {
            await Answer(hook, http);
        }
        finally
        {
            lock (gate)
                underWay--;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
