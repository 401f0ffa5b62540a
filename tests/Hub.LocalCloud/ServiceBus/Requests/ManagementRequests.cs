using Hub.LocalCloud.ServiceBus.Links;
using Hub.LocalCloud.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Hub.LocalCloud.ServiceBus.Requests;

/// <summary>A queue's node <c>$management</c>.</summary>
internal sealed class ManagementRequests(Operations operations, MessageQueue queue, RequestLink link)
{
    private readonly QueueRequests requests = new(queue);

    public void Handle(AmqpMessage request)
    {
        var arguments = new Arguments(RequestLink.Body<AmqpMap>(request) ?? []);
        var name = RequestLink.Text(request, "operation");
        var operation = QueueRequests.OperationOf(name, arguments);
        if (operation is ServiceBusOperation.None)
        {
            Send(Result.Refused(Conditions.NotImplemented, $"The node does not know '{name}'."));
            return;
        }

        operations.Perform(
            operation,
            link.Link,
            () => requests.Answer(operation, arguments),
            Send,
            fault => Send(Result.Refused(fault))
        );

        void Send(Result result) => link.Answer(request, result.ToMessage());
    }
}
