using Hub.LocalCloud.ServiceBus.Injection;
using Hub.LocalCloud.ServiceBus.Queues;
using Hub.LocalCloud.ServiceBus.Wire;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Hub.LocalCloud.ServiceBus.Requests;

/// <summary>The requests that a queue's management node answers.</summary>
internal sealed class QueueRequests(MessageQueue queue)
{
    /// <summary>None: the node does not know the request.</summary>
    public static ServiceBusOperation OperationOf(string request, Arguments arguments) =>
        request switch
        {
            "com.microsoft:schedule-message" => ServiceBusOperation.Schedule,
            "com.microsoft:cancel-scheduled-message" => ServiceBusOperation.CancelScheduled,
            "com.microsoft:renew-lock" => ServiceBusOperation.Renew,
            "com.microsoft:peek-message" => ServiceBusOperation.Peek,
            "com.microsoft:receive-by-sequence-number" => ServiceBusOperation.ReceiveDeferred,
            "com.microsoft:update-disposition" => arguments.Find<string>("disposition-status") switch
            {
                "completed" => ServiceBusOperation.Complete,
                "abandoned" => ServiceBusOperation.Abandon,
                "suspended" => ServiceBusOperation.DeadLetter,
                "defered" => ServiceBusOperation.Defer,
                _ => ServiceBusOperation.None,
            },
            _ => ServiceBusOperation.None,
        };

    public Result Answer(ServiceBusOperation operation, Arguments arguments)
    {
        try
        {
            return operation switch
            {
                ServiceBusOperation.Schedule => Schedule(arguments),
                ServiceBusOperation.CancelScheduled => Cancel(arguments),
                ServiceBusOperation.Renew => Renew(arguments),
                ServiceBusOperation.Peek => Peek(arguments),
                ServiceBusOperation.ReceiveDeferred => ReceiveDeferred(arguments),
                _ => Settle(operation, arguments),
            };
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or AmqpException)
        {
            return Result.Refused(Conditions.Invalid, e.Message);
        }
    }

    private Result Schedule(Arguments arguments)
    {
        var messages = new List<SentMessage>();
        foreach (var one in arguments.Each("messages"))
        {
            using var message = Sections.Decode(one.Get<ArraySegment<byte>>("message"));
            if (!MessageReader.Read(message, out var sent, out var refusal))
            {
                return Result.Refused(Conditions.Invalid, refusal);
            }

            messages.Add(sent);
        }

        return Result.Ok(("sequence-numbers", queue.Send(messages).ToArray()));
    }

    private Result Cancel(Arguments arguments) =>
        queue.Cancel(arguments.Get<long[]>("sequence-numbers"))
            ? Result.Ok()
            : Result.Refused(Conditions.MessageNotFound, "No such message is scheduled.");

    private Result Renew(Arguments arguments)
    {
        var until = new List<DateTime>();
        foreach (var token in arguments.Get<Guid[]>("lock-tokens"))
        {
            if (queue.Renew(token) is not { } end)
            {
                return Result.Refused(Fault.LockLost);
            }

            until.Add(end.UtcDateTime);
        }

        return Result.Ok(("expirations", until.ToArray()));
    }

    private Result Peek(Arguments arguments)
    {
        var views = queue.Peek(arguments.Get<long>("from-sequence-number"), arguments.Get<int>("message-count"));
        return views.Count == 0
            ? Result.Refused(Conditions.MessageNotFound, "There are no messages.", status: 204)
            : Result.Ok(("messages", views.Select(view => Encoded(view)).ToList()));
    }

    private Result ReceiveDeferred(Arguments arguments)
    {
        const uint SettledLater = 1;
        var later = arguments.Get<uint>("receiver-settle-mode") == SettledLater;
        var numbers = arguments.Get<long[]>("sequence-numbers");
        if (queue.ReceiveDeferred(numbers, later ? ReceiveMode.PeekLock : ReceiveMode.Delete) is not { } views)
        {
            return Result.Refused(Conditions.MessageNotFound, "One of the messages is not deferred.");
        }

        var messages = views.Select(view =>
        {
            var entry = Encoded(view);
            entry[new MapKey("lock-token")] = view.Lock?.Token ?? Guid.Empty;
            return entry;
        });
        return Result.Ok(("messages", messages.ToList()));
    }

    private Result Settle(ServiceBusOperation operation, Arguments arguments)
    {
        var changes = arguments
            .Find<AmqpMap>("properties-to-modify")
            ?.ToDictionary(entry => $"{entry.Key}", object? (entry) => entry.Value)
            ?? [];
        var reason = new DeadLetterReason(
            arguments.Find<string>("deadletter-reason"),
            arguments.Find<string>("deadletter-description")
        );
        foreach (var token in arguments.Get<Guid[]>("lock-tokens"))
        {
            var settlement = operation switch
            {
                ServiceBusOperation.Complete => queue.Complete(token),
                ServiceBusOperation.Abandon => queue.Abandon(token, changes),
                ServiceBusOperation.Defer => queue.Defer(token, changes),
                _ => queue.DeadLetter(token, reason, changes),
            };
            if (settlement is not Settlement.Done)
            {
                return Result.Settled(settlement);
            }
        }

        return Result.Ok();
    }

    private AmqpMap Encoded(MessageView view) =>
        new() { [new MapKey("message")] = MessageWriter.WriteBytes(view, queue.Name) };
}
