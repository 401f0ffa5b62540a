using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Delivery.Tests.Egress;

/// <summary>A TCP server on loopback that does to each connection what the test says, byte by byte.</summary>
internal sealed class RawReceiver : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private int connections;

    private RawReceiver(Func<Socket, NetworkStream, CancellationToken, Task> serve)
    {
        listener.Start();
        accepting = Accept(serve);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref connections);

    public Uri Url => new($"http://127.0.0.1:{Port}/hook");

    public static RawReceiver Serving(Func<Socket, NetworkStream, CancellationToken, Task> serve) => new(serve);

    /// <summary>Reads one request's headers, sends these bytes, and leaves the connection open.</summary>
    public static RawReceiver Saying(string response) =>
        Serving(
            async (_, stream, ct) =>
            {
                await ReadRequest(stream, ct);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(response), ct);
                await Hang(ct);
            }
        );

    public static Task Hang(CancellationToken ct) => new TaskCompletionSource().Task.WaitAsync(ct);

    public static async Task ReadRequest(NetworkStream stream, CancellationToken ct)
    {
        var seen = new StringBuilder();
        var buffer = new byte[1024];
        while (!seen.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, ct);
            if (read == 0)
            {
                return;
            }
            seen.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task Accept(Func<Socket, NetworkStream, CancellationToken, Task> serve)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                Interlocked.Increment(ref connections);
                serving.Add(Serve(socket, serve));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task Serve(Socket socket, Func<Socket, NetworkStream, CancellationToken, Task> serve)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await serve(socket, stream, stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client left, or the test is over.
        }
    }
}
