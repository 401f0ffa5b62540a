using System.Text.Json;
using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;

namespace Hub.People;

/// <summary>Finishes a large change whose hub has died; it has long been finished where none has.</summary>
internal sealed class LargeMembershipTimer(RoleWriting writing, IQueue queue) : IQueueHandler
{
    public string LanePrefix => LargeMembershipChanges.Lane;

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var due = JsonSerializer.Deserialize(
            message.Message.Body.Span,
            LargeMembershipChangeJson.Default.LargeMembershipChange
        )!;
        await writing.Finish(new OrganizationId(due.Organization), due.Role, cancellation);
        await queue.Complete(message, CancellationToken.None);
    }
}
