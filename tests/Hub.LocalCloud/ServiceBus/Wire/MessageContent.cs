using Microsoft.Azure.Amqp.Framing;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>
/// A message as its sender encoded it: the header and the annotations read, the rest (properties, application
/// properties, body) in bytes that a receiver gets as they came.
/// </summary>
internal sealed record MessageContent(Header Header, IReadOnlyDictionary<string, object?> Annotations, byte[] Bare)
{
    public static readonly MessageContent Empty = new(new Header(), new Dictionary<string, object?>(), []);
}
