using Hub.LocalCloud.ServiceBus.Queues;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>One receive that waits until a message comes or its time is over.</summary>
internal sealed class LongPoll(ReceiveMode mode) : Receiver(mode)
{
    private readonly TaskCompletionSource<MessageView?> answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public override bool Wants => !answer.Task.IsCompleted;

    public override void Serve(Func<MessageView> deliver) => answer.TrySetResult(deliver());

    public static async Task<MessageView?> Wait(
        MessageQueue queue,
        ReceiveMode mode,
        TimeSpan wait,
        TimeProvider time,
        CancellationToken gone
    )
    {
        var poll = new LongPoll(mode);
        // Its patience runs before anyone can see it waiting: a test moves the clock as soon as it does.
        await using var patience = time.CreateTimer(_ => GiveUp(), null, wait, Timeout.InfiniteTimeSpan);
        queue.Join(poll);
        if (wait <= TimeSpan.Zero)
        {
            GiveUp();
        }

        await using (gone.UnsafeRegister(_ => GiveUp(), null))
        {
            var view = await poll.answer.Task;
            queue.Leave(poll);
            return view;
        }

        void GiveUp()
        {
            queue.Leave(poll);
            poll.answer.TrySetResult(null);
        }
    }
}
