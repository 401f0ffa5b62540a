using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hub.Listen;

namespace Hub.Tests.Listen;

/// <summary>A receiver on a free port, what it printed, and a sender of deliveries to it.</summary>
internal sealed class ListeningReceiver : IAsyncDisposable
{
    public const string Secret = "a secret of the tests";

    private readonly Receiver receiver;
    private readonly WatchedWriter output;
    private readonly HttpClient client = new();

    private ListeningReceiver(Receiver receiver, WatchedWriter output)
    {
        this.receiver = receiver;
        this.output = output;
        client.BaseAddress = new Uri($"http://127.0.0.1:{receiver.Port}");
    }

    public string Printed => output.Text;

    public string Summary => receiver.Summary;

    public static async Task<ListeningReceiver> Start(Func<ReceiverOptions, ReceiverOptions>? configure = null)
    {
        var output = new WatchedWriter();
        var options = new ReceiverOptions { Output = output, Secret = Secret };
        return new(await Receiver.Start(configure?.Invoke(options) ?? options, CancellationToken.None), output);
    }

    public Task<HttpStatusCode> Deliver(string body, params (string Name, string Value)[] headers) =>
        Deliver(body, CancellationToken.None, headers);

    private async Task<HttpStatusCode> Deliver(
        string body,
        CancellationToken patience,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await client.SendAsync(request, patience);
        return response.StatusCode;
    }

    public Task<HttpStatusCode> DeliverMaktab(string body, CancellationToken patience = default) =>
        Deliver(body, patience, ("X-Maktab-Signature", Signature(body)));

    public Task<string> Get() => client.GetStringAsync("/");

    public static string Signature(string body, string secret = Secret) =>
        "sha256="
        + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await receiver.DisposeAsync();
        await output.DisposeAsync();
    }
}
