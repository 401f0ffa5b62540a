using System.Net;
using Xunit;

namespace Hub.Tests.Listen;

public sealed class MisbehaviourTests
{
    private const string Body = """{"event":"ticket.created","delivery_id":"wh_1"}""";

    [Fact]
    public async Task Failing_always_answers_the_status_asked_for()
    {
        await using var receiver = await ListeningReceiver.Start(options => options with { Fail = 1, Status = 503 });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await receiver.DeliverMaktab(Body));
        Assert.Contains("signature ok -> 503 on purpose", receiver.Printed);
        Assert.Equal("Received 1, distinct 1, failed on purpose 1, bad signatures 0.", receiver.Summary);
    }

    [Fact]
    public async Task Failing_now_and_then_lets_the_others_through()
    {
        await using var receiver = await ListeningReceiver.Start(options => options with { Fail = 0.5, Quiet = true });
        var seen = new HashSet<HttpStatusCode>();

        // Two hundred of one kind in a row would be a coin that has one side.
        for (var i = 0; i < 200 && seen.Count < 2; i++)
        {
            seen.Add(await receiver.DeliverMaktab(Body));
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.InternalServerError], seen.Order());
    }

    [Fact]
    public async Task Dropping_always_aborts_the_connection()
    {
        await using var receiver = await ListeningReceiver.Start(options => options with { Drop = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => receiver.DeliverMaktab(Body));
        Assert.Contains("-> dropped on purpose", receiver.Printed);
        Assert.Contains("failed on purpose 1", receiver.Summary);
    }

    [Fact]
    public async Task A_delayed_answer_waits_for_the_time_to_pass()
    {
        var time = new AwaitedTime();
        await using var receiver = await ListeningReceiver.Start(options =>
            options with
            {
                Delay = TimeSpan.FromMinutes(5),
                Time = time,
            }
        );

        var answer = receiver.DeliverMaktab(Body);
        await time.Asked;

        time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(HttpStatusCode.OK, await answer);
    }

    [Fact]
    public async Task A_sender_that_left_meanwhile_is_shown_to_have_got_nothing()
    {
        var time = new AwaitedTime();
        await using var output = new WatchedWriter();
        await using var receiver = await ListeningReceiver.Start(options =>
            options with
            {
                Delay = TimeSpan.FromMinutes(5),
                Time = time,
                Output = output,
                Quiet = true,
            }
        );
        using var patience = new CancellationTokenSource();

        var answer = receiver.DeliverMaktab(Body, patience.Token);
        await time.Asked;
        Assert.Empty(output.Text);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await output.WaitFor("-> no answer, the sender left\n");
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_delayed_answers()
    {
        var time = new AwaitedTime();
        var receiver = await ListeningReceiver.Start(options =>
            options with
            {
                Delay = TimeSpan.FromHours(5),
                Time = time,
            }
        );
        var answer = receiver.DeliverMaktab(Body);
        await time.Asked;

        await receiver.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => answer);
    }

    /// <summary>A clock that says when somebody begins to wait for it.</summary>
    private sealed class AwaitedTime : FakeTimeProvider
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => asked.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            asked.TrySetResult();
            return timer;
        }
    }
}
