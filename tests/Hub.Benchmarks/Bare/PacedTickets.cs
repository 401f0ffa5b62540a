using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Hub.Benchmarks.Bare;

/// <summary>Tickets that were written at an even pace, and what became of them.</summary>
/// <param name="Rate">Deliveries a second, until the last one had arrived.</param>
/// <param name="ToAnswer">Milliseconds from each request to its answer, sorted.</param>
/// <param name="ToReceipt">The same to what a receiver was told.</param>
internal sealed record PacedTickets(double Rate, IReadOnlyList<double> ToAnswer, IReadOnlyList<double> ToReceipt)
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(5);

    public static async Task<PacedTickets> Write(HubProcess hub, Sink sink, int perSecond, TimeSpan duration)
    {
        var asked = new ConcurrentDictionary<int, long>();
        var (answered, received) = (new ConcurrentDictionary<int, double>(), new ConcurrentDictionary<int, double>());
        sink.OnBody = body =>
        {
            var number = NumberIn(body.Span);
            received[number] = Stopwatch.GetElapsedTime(asked[number]).TotalMilliseconds;
        };
        var (before, started) = (sink.Received, Stopwatch.GetTimestamp());
        await Load.Paced(perSecond, duration, async number =>
        {
            asked[number] = Stopwatch.GetTimestamp();
            await hub.Post("/api/v1/tickets", Ticket(number));
            answered[number] = Stopwatch.GetElapsedTime(asked[number]).TotalMilliseconds;
        });
        await sink.WaitFor(before + asked.Count, WaitLimit);
        sink.OnBody = null;
        return new PacedTickets(
            asked.Count / Stopwatch.GetElapsedTime(started).TotalSeconds,
            [.. answered.Values.Order()],
            [.. received.Values.Order()]
        );
    }

    public static byte[] Ticket(int number) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {"subject":"Printer {{number:0000000}} not working on the second floor","description":"It says PC LOAD LETTER, and nobody knows what that means. It did yesterday, too.",
            "requester_email":"user@company.com","priority":"high","department_id":2,"tags":["printer","second-floor"]}
            """
        );

    private static int NumberIn(ReadOnlySpan<byte> body)
    {
        var at = body.IndexOf("\"Printer "u8) + 9;
        return int.Parse(body.Slice(at, 7), CultureInfo.InvariantCulture);
    }
}
