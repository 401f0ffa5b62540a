using System.Text.Json;
using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;

namespace Hub.Scim.Groups;

/// <summary>Finishes a large change whose hub has died; it has long been finished where none has.</summary>
internal sealed class LargeChangeTimer(GroupWriting writing, IQueue queue) : IQueueHandler
{
    public string LanePrefix => LargeChanges.Lane;

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var due = JsonSerializer.Deserialize(message.Message.Body.Span, LargeChangeJson.Default.LargeChange)!;
        await writing.Finish(new OrganizationId(due.Organization), due.Role, cancellation);
        await queue.Complete(message, CancellationToken.None);
    }
}
