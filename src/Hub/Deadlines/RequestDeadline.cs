using Microsoft.AspNetCore.Http.Features;

namespace Hub.Deadlines;

/// <summary>
/// The time that the hub gives the work of one request. It stands still while the client sends its body and once the answer
/// begins: how slow a client may be is the server's to judge.
/// </summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly TimeSpan limit;
    private readonly CancellationTokenSource source;
    private readonly ITimer timer;
    private volatile bool isStopped;
    private volatile bool hasPassed;

    public RequestDeadline(TimeSpan limit, TimeProvider clock, CancellationToken client)
    {
        this.limit = limit;
        source = CancellationTokenSource.CreateLinkedTokenSource(client);
        timer = clock.CreateTimer(
            static state => ((RequestDeadline)state!).Pass(),
            this,
            limit,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Ends with the client or with the time.</summary>
    public CancellationToken Token => source.Token;

    public bool HasPassed => hasPassed;

    /// <summary>Waits for the client's bytes; the time begins anew when they are there.</summary>
    public static Bytes AwaitBytes(HttpContext http) => new(http.Features.Get<RequestDeadline>());

    /// <summary>The timer may go on: nearly every request has ended long before it would ring.</summary>
    public void Stop() => isStopped = true;

    public void Dispose()
    {
        timer.Dispose();
        source.Dispose();
    }

    private void Begin()
    {
        timer.Change(limit, Timeout.InfiniteTimeSpan);
        isStopped = false;
    }

    private void Pass()
    {
        if (isStopped)
            return;
        hasPassed = true;
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The request has ended at this very moment.
        }
    }

    internal readonly struct Bytes : IDisposable
    {
        private readonly RequestDeadline? deadline;

        public Bytes(RequestDeadline? deadline)
        {
            this.deadline = deadline;
            deadline?.Stop();
        }

        public void Dispose() => deadline?.Begin();
    }
}
