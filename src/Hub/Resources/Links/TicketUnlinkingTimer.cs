using System.Text.Json;
using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;

namespace Hub.Resources.Links;

/// <summary>Unlinks a deleted ticket where the hub that deleted it died before it did so.</summary>
internal sealed class TicketUnlinkingTimer(TicketUnlinking unlinking, IQueue queue) : IQueueHandler
{
    public string LanePrefix => TicketUnlinking.Lane;

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var deleted = JsonSerializer.Deserialize(message.Message.Body.Span, DeletedTicketJson.Default.DeletedTicket)!;
        await unlinking.Remove(new OrganizationId(deleted.Organization), deleted.Ticket, cancellation);
        await queue.Complete(message, CancellationToken.None);
    }
}
