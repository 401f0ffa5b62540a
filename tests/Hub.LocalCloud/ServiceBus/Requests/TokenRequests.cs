using Hub.LocalCloud.ServiceBus.Access;
using Hub.LocalCloud.ServiceBus.Links;
using Microsoft.Azure.Amqp;

namespace Hub.LocalCloud.ServiceBus.Requests;

/// <summary>The node <c>$cbs</c>: a token opens the path that it is put for, on this connection.</summary>
internal sealed class TokenRequests(Operations operations, Doorkeeper doorkeeper, Peer peer, RequestLink link)
{
    private const int Accepted = 202;

    public void Handle(AmqpMessage request)
    {
        if (RequestLink.Text(request, "operation") != "put-token")
        {
            link.Answer(request, Message(501, "The node knows put-token alone."));
            return;
        }

        operations.Perform(
            ServiceBusOperation.PutToken,
            link.Link,
            () => Put(request),
            refusal => link.Answer(request, refusal is null ? Message(Accepted, "Accepted") : Message(401, refusal)),
            fault => link.Answer(request, Message(fault.StatusCode, fault.Detail))
        );
    }

    private string? Put(AmqpMessage request)
    {
        if (!Uri.TryCreate(RequestLink.Text(request, "name"), UriKind.Absolute, out var audience))
        {
            return "InvalidAudience: The name is no address.";
        }

        var token = RequestLink.Body<string>(request) ?? "";
        var refusal =
            RequestLink.Text(request, "type") == "jwt"
                ? doorkeeper.RefusalOfBearer(token)
                : doorkeeper.RefusalOfSignature(token, audience);
        if (refusal is null)
        {
            peer.Grant(Uri.UnescapeDataString(audience.AbsolutePath).Trim('/'));
        }

        return refusal;
    }

    // Spelt with hyphens here, unlike at a management node.
    private static AmqpMessage Message(int status, string description)
    {
        var message = AmqpMessage.Create();
        message.ApplicationProperties.Map["status-code"] = status;
        message.ApplicationProperties.Map["status-description"] = description;
        return message;
    }
}
