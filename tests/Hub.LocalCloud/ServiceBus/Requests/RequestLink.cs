using Hub.LocalCloud.ServiceBus.Links;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Hub.LocalCloud.ServiceBus.Requests;

/// <summary>The link that requests come over; each is answered on the link that it names.</summary>
internal sealed class RequestLink(Peer peer, ReceivingAmqpLink link)
{
    public ReceivingAmqpLink Link => link;

    /// <summary>Takes each request as settled, and gives it to whoever answers.</summary>
    public void Open(Action<AmqpMessage> handle) =>
        link.RegisterMessageListener(request =>
        {
            using (request)
            {
                link.AcceptMessage(request, settled: true, batchable: false);
                handle(request);
            }
        });

    public void Answer(AmqpMessage request, AmqpMessage answer)
    {
        if (request.Properties.ReplyTo is { } address && peer.AnswerLink($"{address}") is { } replies)
        {
            answer.Properties.CorrelationId = request.Properties.MessageId;
            var tag = new ArraySegment<byte>(Guid.NewGuid().ToByteArray());
            replies.SendMessageNoWait(answer, tag, AmqpConstants.NullBinary);
        }
    }

    public static string Text(AmqpMessage request, string property) =>
        request.ApplicationProperties.Map.TryGetValue<string>(property, out var text) ? text : "";

    public static T? Body<T>(AmqpMessage request)
        where T : class => request.BodyType is SectionFlag.AmqpValue ? request.ValueBody.Value as T : null;
}
