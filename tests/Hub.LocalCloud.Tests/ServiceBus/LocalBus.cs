using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

/// <summary>A running host with one queue and a clock that stands still, and a raw client for it.</summary>
internal sealed class LocalBus : IAsyncDisposable
{
    public const string Queue = "deliveries";
    public const string DeadLetters = "deliveries/$deadletterqueue";
    public const string BatchType = "application/vnd.microsoft.servicebus.json";

    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);

    private LocalBus(ServiceBusHost host, ManualTime time, ServiceBusOptions options)
    {
        Host = host;
        Time = time;
        Options = options;
        Client = new HttpClient { BaseAddress = host.Endpoint };
    }

    public ServiceBusHost Host { get; }

    public ManualTime Time { get; }

    public ServiceBusOptions Options { get; }

    public HttpClient Client { get; }

    public QueueCounts Counts => Host.Counts(Queue);

    public static async Task<LocalBus> Start(QueueOptions? queue = null, string? bearer = null)
    {
        var time = new ManualTime();
        var options = new ServiceBusOptions
        {
            Time = time,
            BearerToken = bearer,
            Queues = new Dictionary<string, QueueOptions> { [Queue] = queue ?? new() },
        };
        return new LocalBus(await ServiceBusHost.Start(options), time, options);
    }

    /// <summary>Signed here independently of the host's own code.</summary>
    public string Sign(string path = "", TimeSpan? lifetime = null, string? key = null, string? keyName = null) =>
        SignResource(Uri.EscapeDataString($"{Host.Endpoint}{path}"), lifetime, key, keyName);

    public string SignResource(string encoded, TimeSpan? lifetime = null, string? key = null, string? keyName = null)
    {
        var expiry = (Time.GetUtcNow() + (lifetime ?? TimeSpan.FromDays(30))).ToUnixTimeSeconds();
        var text = encoded + "\n" + expiry.ToString(CultureInfo.InvariantCulture);
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(key ?? Options.Key));
        var signature = Uri.EscapeDataString(Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text))));
        return $"SharedAccessSignature sr={encoded}&sig={signature}&se={expiry}&skn={keyName ?? Options.KeyName}";
    }

    public async Task<HttpResponseMessage> Request(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", Sign());
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await Client.SendAsync(request).WaitAsync(WaitLimit);
    }

    public Task<HttpResponseMessage> TrySend(
        string body,
        object? broker = null,
        params (string Name, string Value)[] headers
    ) =>
        Request(
            HttpMethod.Post,
            $"{Queue}/messages",
            new StringContent(body, Encoding.UTF8, "text/plain"),
            broker is null ? headers : [("BrokerProperties", JsonSerializer.Serialize(broker)), .. headers]
        );

    public async Task Send(string body, object? broker = null, params (string Name, string Value)[] headers)
    {
        using var response = await TrySend(body, broker, headers);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    public Task<HttpResponseMessage> TrySendBatch(string json) =>
        Request(HttpMethod.Post, $"{Queue}/messages", new StringContent(json, Encoding.UTF8, BatchType));

    public Task<HttpResponseMessage> TryPeekLock(string queue = Queue, int timeout = 0) =>
        Request(HttpMethod.Post, $"{queue}/messages/head?timeout={timeout}");

    public Task<HttpResponseMessage> TryReceive(string queue = Queue, int timeout = 0) =>
        Request(HttpMethod.Delete, $"{queue}/messages/head?timeout={timeout}");

    public async Task<Received> PeekLock(string queue = Queue)
    {
        using var response = await TryPeekLock(queue);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await Received.From(response);
    }

    public async Task<Received> Receive(string queue = Queue)
    {
        using var response = await TryReceive(queue);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await Received.From(response);
    }

    public async Task<HttpStatusCode> Complete(Received message) => await Settle(HttpMethod.Delete, message);

    public async Task<HttpStatusCode> Unlock(Received message) => await Settle(HttpMethod.Put, message);

    public async Task<HttpStatusCode> Renew(Received message) => await Settle(HttpMethod.Post, message);

    /// <summary>Starts a long poll and returns once it waits at the queue.</summary>
    public async Task<Task<HttpResponseMessage>> StartLongPoll(string queue = Queue, int timeout = 30)
    {
        var others = Counts.WaitingReceivers;
        var poll = TryPeekLock(queue, timeout);
        await Until(counts => counts.WaitingReceivers == others + 1);
        return poll;
    }

    public Task<QueueCounts> Until(Func<QueueCounts, bool> condition) =>
        Host.WaitUntil(Queue, condition).WaitAsync(WaitLimit);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    private async Task<HttpStatusCode> Settle(HttpMethod method, Received message)
    {
        using var response = await Request(method, message.Location!.AbsoluteUri);
        return response.StatusCode;
    }
}
