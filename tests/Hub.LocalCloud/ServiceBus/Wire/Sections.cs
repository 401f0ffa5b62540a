using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>The sections of an encoded message.</summary>
internal static class Sections
{
    public static bool Has(this AmqpMessage message, SectionFlag section) => (message.Sections & section) != 0;

    public static AmqpMessage Decode(ArraySegment<byte> bytes) =>
        AmqpMessage.CreateAmqpStreamMessage(new BufferListStream([bytes]), true);

    public static byte[] Encode(IReadOnlyCollection<IAmqpSerializable> sections)
    {
        var bytes = new byte[sections.Sum(section => section.EncodeSize)];
        using var buffer = new ByteBuffer(bytes);
        foreach (var section in sections)
        {
            section.Encode(buffer);
        }

        return bytes;
    }

    public static IEnumerable<IAmqpSerializable> Body(AmqpMessage message) =>
        message.BodyType switch
        {
            SectionFlag.Data => message.DataBody,
            SectionFlag.AmqpSequence => message.SequenceBody,
            SectionFlag.AmqpValue => [message.ValueBody],
            _ => [],
        };

    public static ArraySegment<byte> Bytes(this Data data) =>
        data.Value is byte[] array ? array : (ArraySegment<byte>)data.Value;
}
