using System.Text;
using Hub.Delivery.Egress;

namespace Hub.Delivery.Tests.Egress;

/// <summary>Keeps the head of the last request as the socket had it, and acknowledges.</summary>
internal sealed class HeadReceiver : IAsyncDisposable
{
    private readonly RawReceiver receiver;

    public HeadReceiver() =>
        receiver = RawReceiver.Serving(
            async (_, stream, ct) =>
            {
                while (await ReadHead(stream, ct) is { Length: > 0 } head)
                {
                    Head = head;
                    await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), ct);
                }
            }
        );

    public string Head { get; private set; } = "";

    public string RequestLine => Head[..Head.IndexOf("\r\n", StringComparison.Ordinal)];

    public int Port => receiver.Port;

    public int Connections => receiver.Connections;

    public Uri At(string pathAndQuery) => TargetUri.Of($"http://127.0.0.1:{Port}{pathAndQuery}");

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    /// <summary>To the empty line, and over a body of the two bytes that tests send.</summary>
    private static async Task<string> ReadHead(Stream stream, CancellationToken ct)
    {
        var seen = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, ct);
            if (read == 0)
            {
                return "";
            }
            seen.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var text = seen.ToString();
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var body = text.Contains("Content-Length: 2\r\n", StringComparison.Ordinal) ? 2 : 0;
            if (end >= 0 && text.Length >= end + 4 + body)
            {
                return text[..(end + 4)];
            }
        }
    }
}
