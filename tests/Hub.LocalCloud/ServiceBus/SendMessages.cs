using System.Buffers;
using Hub.LocalCloud.ServiceBus.Queues;
using Hub.LocalCloud.ServiceBus.Wire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Hub.LocalCloud.ServiceBus;

internal static class SendMessages
{
    public static ServiceBusOperation OperationOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(Batch.ContentType, StringComparison.OrdinalIgnoreCase)
            ? ServiceBusOperation.SendBatch
            : ServiceBusOperation.Send;

    public static async Task<Reply> Handle(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (await ReadBody(request, cancellationToken) is not { } body)
        {
            return MessageCheck.TooLarge;
        }

        var batch = OperationOf(request) is ServiceBusOperation.SendBatch;
        var messages = batch ? Batch.Parse(body, out var refusal) : Single(request, body, out refusal);
        if (messages is null)
        {
            return refusal;
        }

        context.Features.GetRequiredFeature<MessageQueue>().Send(messages);
        return Reply.Created;
    }

    private static SentMessage[]? Single(HttpRequest request, byte[] body, out Reply refusal)
    {
        var broker = new BrokerProperties();
        if (request.Headers[BrokerProperties.Header].ToString() is { Length: > 0 } header)
        {
            if (BrokerProperties.Parse(header, out var unreadable) is not { } parsed)
            {
                refusal = Reply.Error(400, unreadable);
                return null;
            }

            broker = parsed;
        }

        var properties = CustomProperty.From(request.Headers);
        return MessageCheck.Check(broker, properties, request.ContentType, body, out refusal) is { } message
            ? [message]
            : null;
    }

    // A batch as a whole is held to the size of one message.
    private static async Task<byte[]?> ReadBody(HttpRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            var tooLarge = read.Buffer.Length > MessageCheck.MaxMessageSize;
            if (tooLarge || read.IsCompleted)
            {
                var body = tooLarge ? null : read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
