using Hub.LocalCloud.ServiceBus.Injection;
using Hub.LocalCloud.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;
using AmqpDelivery = Microsoft.Azure.Amqp.Delivery;

namespace Hub.LocalCloud.ServiceBus.Links;

/// <summary>What a receiver decides about a delivery, on the link that it came over.</summary>
internal sealed class SettlementLink(Operations operations, MessageQueue queue, SendingAmqpLink link)
{
    private const string Reason = "DeadLetterReason";
    private const string Description = "DeadLetterErrorDescription";

    public void Settle(AmqpDelivery delivery)
    {
        // Settled without an outcome: whoever had it does not want it.
        var decided = delivery.State as Outcome ?? (delivery.Settled ? AmqpConstants.ReleasedOutcome : null);
        if (decided is null)
        {
            // How much has been received so far decides nothing.
            return;
        }

        operations.Perform(
            OperationOf(decided),
            link,
            () => Apply(new Guid(delivery.DeliveryTag.AsSpan()), decided),
            settlement => Answer(delivery, OutcomeOf(settlement, decided)),
            fault => Answer(delivery, new Rejected { Error = fault.ToError() })
        );
    }

    private static ServiceBusOperation OperationOf(Outcome decided) =>
        decided switch
        {
            Accepted => ServiceBusOperation.Complete,
            Rejected => ServiceBusOperation.DeadLetter,
            Modified { UndeliverableHere: true } => ServiceBusOperation.Defer,
            Modified => ServiceBusOperation.Abandon,
            _ => ServiceBusOperation.Release,
        };

    private Settlement Apply(Guid token, Outcome decided)
    {
        switch (decided)
        {
            case Accepted:
                return queue.Complete(token);
            case Rejected rejected:
                var changes = Changes(rejected.Error?.Info);
                changes.Remove(Reason, out var reason);
                changes.Remove(Description, out var description);
                return queue.DeadLetter(token, new DeadLetterReason(reason as string, description as string), changes);
            case Modified { UndeliverableHere: true } modified:
                return queue.Defer(token, Changes(modified.MessageAnnotations));
            case Modified modified:
                return queue.Abandon(token, Changes(modified.MessageAnnotations));
            default:
                return queue.Release(token);
        }
    }

    // A rejection echoed, with its error, would be an error to the client.
    private static Outcome OutcomeOf(Settlement settlement, Outcome decided) =>
        settlement switch
        {
            Settlement.Done => decided is Rejected ? AmqpConstants.AcceptedOutcome : decided,
            Settlement.NotAllowed => new Rejected
            {
                Error = Breakage.Error(Conditions.NotAllowed, "A dead letter cannot be dead-lettered again."),
            },
            _ => new Rejected { Error = Fault.LockLost.ToError() },
        };

    private void Answer(AmqpDelivery delivery, Outcome outcome)
    {
        if (!delivery.Settled)
        {
            link.DisposeDelivery(delivery, settled: true, outcome);
        }
    }

    private static Dictionary<string, object?> Changes(RestrictedMap? map) =>
        map?.ToDictionary(entry => $"{entry.Key}", object? (entry) => entry.Value) ?? [];
}
