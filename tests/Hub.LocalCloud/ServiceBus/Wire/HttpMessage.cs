using Hub.LocalCloud.ServiceBus.Queues;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>A message as it came over HTTP.</summary>
internal sealed record HttpMessage(
    BrokerProperties Broker,
    IReadOnlyList<CustomProperty> Properties,
    string? ContentType,
    byte[] Body
)
{
    public static HttpMessage Of(MessageView view) => (HttpMessage)view.Sent.Content;
}
