using Hub.LocalCloud.ServiceBus.Injection;
using Hub.LocalCloud.ServiceBus.Queues;
using Hub.LocalCloud.ServiceBus.Wire;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using AmqpError = Microsoft.Azure.Amqp.Framing.Error;

namespace Hub.LocalCloud.ServiceBus.Links;

/// <summary>A sender's link: each transfer is taken whole, or refused whole.</summary>
internal sealed class SenderLink(Operations operations, MessageQueue queue, ReceivingAmqpLink link)
{
    public void Open() => link.RegisterMessageListener(Take);

    private void Take(AmqpMessage transfer)
    {
        using (transfer)
        {
            operations.Perform(
                MessageReader.IsBatch(transfer) ? ServiceBusOperation.SendBatch : ServiceBusOperation.Send,
                link,
                () => Send(transfer),
                error => Answer(transfer, error),
                fault => Answer(transfer, fault.ToError())
            );
        }
    }

    private AmqpError? Send(AmqpMessage transfer)
    {
        if (transfer.SerializedMessageSize > MessageRules.MaxMessageSize)
        {
            return Breakage.Error(
                Conditions.TooLarge,
                $"The message exceeds the limit of {MessageRules.MaxMessageSize} bytes."
            );
        }

        if (MessageReader.Read(transfer, out var refusal) is not { } messages)
        {
            return Breakage.Error(Conditions.Invalid, refusal);
        }

        queue.Send(messages);
        return null;
    }

    private void Answer(AmqpMessage transfer, AmqpError? error)
    {
        if (!transfer.Settled)
        {
            Outcome outcome = error is null ? AmqpConstants.AcceptedOutcome : new Rejected { Error = error };
            link.DisposeMessage(transfer, outcome, settled: true, batchable: false);
        }
    }
}
