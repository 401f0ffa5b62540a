using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Benchmarks;

/// <summary>
/// A receiver as cheap as can be: reads requests off raw sockets, answers 200, counts. Every rate in a run is measured
/// against the same one.
/// </summary>
internal sealed class Sink : IAsyncDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private long received;

    public Sink()
    {
        listener.Start(512);
        Url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook";
        accepting = Accept();
    }

    public string Url { get; }

    public long Received => Interlocked.Read(ref received);

    /// <summary>Sees each body as it arrives; on the connection's own task.</summary>
    public Action<ReadOnlyMemory<byte>>? OnBody { get; set; }

    public async Task WaitFor(long count, TimeSpan atMost)
    {
        var deadline = DateTime.UtcNow + atMost;
        while (Received < count)
        {
            if (DateTime.UtcNow > deadline)
                throw new TimeoutException($"Only {Received} of {count} requests arrived within {atMost}.");
            await Task.Delay(1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task Accept()
    {
        while (!stop.IsCancellationRequested)
            _ = Serve(await listener.AcceptSocketAsync(stop.Token));
    }

    private async Task Serve(Socket socket)
    {
        using var connection = socket;
        connection.NoDelay = true;
        var buffer = new byte[64 * 1024];
        var filled = 0;
        while (await Read(connection, buffer.AsMemory(filled)) is > 0 and var read)
        {
            filled += read;
            var taken = 0;
            while (RequestLength(buffer.AsSpan(taken, filled - taken), out var bodyStart) is > 0 and var length)
            {
                OnBody?.Invoke(buffer.AsMemory(taken + bodyStart, length - bodyStart));
                Interlocked.Increment(ref received);
                taken += length;
                await connection.SendAsync(Answer, SocketFlags.None);
            }
            buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
            filled -= taken;
        }
    }

    private async ValueTask<int> Read(Socket socket, Memory<byte> into)
    {
        try
        {
            return await socket.ReceiveAsync(into, SocketFlags.None, stop.Token);
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException)
        {
            return 0;
        }
    }

    /// <summary>Bytes of the first whole request in the buffer; 0 when it is not whole yet.</summary>
    private static int RequestLength(ReadOnlySpan<byte> bytes, out int bodyStart)
    {
        bodyStart = 0;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return 0;
        bodyStart = end + 4;
        var head = bytes[..end];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
            return bodyStart;
        var digits = head[(at + 16)..];
        var stop = digits.IndexOf((byte)'\r');
        var length = int.Parse(Encoding.ASCII.GetString(stop < 0 ? digits : digits[..stop]));
        return bytes.Length >= bodyStart + length ? bodyStart + length : 0;
    }
}
