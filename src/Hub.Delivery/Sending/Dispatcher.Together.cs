using Hub.Delivery.Deliveries;
using Hub.Ports.Queue;

namespace Hub.Delivery.Sending;

/// <summary>Lanes whose messages leave the queue together: their dialect sends lists of events, or they are gathered.</summary>
public sealed partial class Dispatcher
{
    private SendingLane NewLane(string name)
    {
        var (organization, subscription) = (
            DeliveryMessageBody.OrganizationOf(name),
            DeliveryMessageBody.SubscriptionOf(name)
        );
        var lane = new SendingLane(organization, subscription, options, time);
        if (subscriptions.Known(organization, subscription) is { } known)
            lane.Learn(known);
        return lane;
    }

    private static void Gather(
        ref Dictionary<SendingLane, List<LeasedMessage>>? together,
        SendingLane lane,
        LeasedMessage message
    )
    {
        together ??= [];
        if (!together.TryGetValue(lane, out var messages))
            together[lane] = messages = [];
        messages.Add(message);
    }

    private void StartTogether(Dictionary<SendingLane, List<LeasedMessage>>? together)
    {
        if (together is null)
            return;
        foreach (var (lane, messages) in together)
            if (lane.IsKnown)
            {
                lane.StartedTogether(messages.Count);
                Queue(static work => _ = work.Dispatcher.DeliverTogether(work.Lane, work.Messages), lane, messages);
            }
            else
            {
                foreach (var _ in messages)
                    lane.Started();
                Queue(static work => _ = work.Dispatcher.Meet(work.Lane, work.Messages), lane, messages);
            }
    }

    private void Queue(
        Action<(Dispatcher Dispatcher, SendingLane Lane, List<LeasedMessage> Messages)> start,
        SendingLane lane,
        List<LeasedMessage> messages
    ) => ThreadPool.UnsafeQueueUserWorkItem(start, (this, lane, messages), preferLocal: false);

    /// <summary>The first messages of a lane that nothing is known of: its subscription says how they go out.</summary>
    private async Task Meet(SendingLane lane, List<LeasedMessage> messages)
    {
        try
        {
            var subscription = await subscriptions.Find(lane.Organization, lane.Subscription, abort.Token);
            lane.Learn(subscription);
        }
        catch (Exception cause)
        {
            foreach (var message in messages)
            {
                if (cause is IOException or OperationCanceledException)
                    Unsettled(message, cause);
                else
                    await SetAside(message, cause);
                lane.Released();
            }
            shares.Ended(lane.Organization, messages.Count);
            slots.GiveBack(messages.Count);
            queue.RoomChanged();
            return;
        }
        if (lane.Batching is null)
        {
            foreach (var message in messages)
                _ = Deliver(message, lane);
            return;
        }
        lane.StartedTogether(messages.Count);
        foreach (var _ in messages)
            lane.Released();
        await DeliverTogether(lane, messages);
    }

    private async Task DeliverTogether(SendingLane lane, List<LeasedMessage> messages)
    {
        // One request, one slot.
        shares.Ended(lane.Organization, messages.Count - 1);
        slots.GiveBack(messages.Count - 1);
        try
        {
            // A queue that cannot choose lanes may bring more of one than were asked for.
            var most = lane.Batching?.Most ?? messages.Count;
            for (var start = 0; start < messages.Count; start += most)
            {
                var batch = messages.GetRange(start, Math.Min(most, messages.Count - start));
                if (start > 0)
                    lane.StartedTogether(batch.Count);
                await courier.Deliver(batch, lane, abort.Token);
            }
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException)
        {
            foreach (var message in messages)
                Log.Unsettled(logger, cause, message.Message.Id);
        }
        catch (Exception bug)
        {
            foreach (var message in messages)
                await SetAside(message, bug);
        }
        finally
        {
            shares.Ended(lane.Organization);
            slots.GiveBack(1);
            queue.RoomChanged();
        }
    }
}
