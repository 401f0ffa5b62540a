using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Benchmarks.Delivery;

/// <summary>What a delivery costs without a hub: sign a body, POST it, read the answer.</summary>
internal static class BareLoop
{
    private const int Workers = 64;

    public static async Task<Measured> Rate(Sink sink, int posts)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = Workers,
        };
        using var invoker = new HttpMessageInvoker(handler);
        var target = new Uri(sink.Url);
        var body = Encoding.UTF8.GetBytes(
            "{\"event\":\"ticket.created\",\"data\":{\"text\":\"" + new string('x', 560) + "\"}}"
        );
        var secret = "benchmark-secret"u8.ToArray();
        return await Load.Rate(posts, Workers, _ => Post(invoker, target, body, secret));
    }

    private static async Task Post(HttpMessageInvoker invoker, Uri target, byte[] body, byte[] secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(secret, body));
        request.Headers.TryAddWithoutValidation("X-Tiketti-Signature", "sha256=" + signature);
        using var response = await invoker.SendAsync(request, CancellationToken.None);
        response.EnsureSuccessStatusCode();
    }
}
