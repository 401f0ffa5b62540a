using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Hub.Storage.ServiceBus.Wire;

namespace Hub.Storage.ServiceBus.Http;

/// <summary>The operations of the service's HTTPS runtime API. Refusals and outages are exceptions; a lost lock is an answer.</summary>
internal sealed class RuntimeApi(HttpPipeline pipeline, Uri endpoint, TimeSpan patience, TimeProvider time)
{
    /// <summary>A message larger than this the service refuses, on the Standard tier.</summary>
    public const int LargestMessage = 256 * 1024;

    private const string JsonText = "application/json; charset=utf-8";

    /// <param name="enqueueAt">Not handed out before this time, which is cut to seconds; absent: at once.</param>
    public async Task Send(string queue, Envelope envelope, DateTimeOffset? enqueueAt, CancellationToken cancellation)
    {
        using var message = Request(Operation.Send, RequestMethod.Post, new Uri(endpoint, $"{queue}/messages"));
        var broker = new BrokerProperties
        {
            MessageId = envelope.MessageId,
            Label = envelope.Message.Lane,
            ScheduledEnqueueTimeUtc = enqueueAt is { } at ? BrokerProperties.WriteDate(at) : null,
        };
        var headers = message.Request.Headers;
        headers.SetValue(BrokerProperties.Header, JsonSerializer.Serialize(broker, WireJson.Default.BrokerProperties));
        headers.SetValue(HttpHeader.Names.ContentType, JsonText);
        foreach (var (name, value) in EnvelopeProperties.Of(envelope))
            headers.SetValue(name, $"\"{value}\"");
        message.Request.Content = RequestContent.Create(envelope.Message.Body);
        Accept(await Call(message, cancellation));
    }

    public async Task SendBatch(string queue, ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        using var message = Request(Operation.SendBatch, RequestMethod.Post, new Uri(endpoint, $"{queue}/messages"));
        message.Request.Headers.SetValue(HttpHeader.Names.ContentType, Batches.ContentType);
        message.Request.Content = RequestContent.Create(batch);
        Accept(await Call(message, cancellation));
    }

    /// <summary>Never repeated by itself: a message whose answer was lost is away until its lock runs out.</summary>
    public async Task<LockedMessage?> PeekLock(string queue, TimeSpan wait, CancellationToken cancellation)
    {
        var uri = new Uri(endpoint, $"{queue}/messages/head?timeout={(int)wait.TotalSeconds}");
        using var message = Request(Operation.PeekLock, RequestMethod.Post, uri);
        message.NetworkTimeout = wait + patience;
        var response = Accept(await Call(message, cancellation));
        return response.Status == 204 ? null : LockedMessage.Read(response, endpoint, time.GetUtcNow());
    }

    /// <summary>False when the lock was lost: the message is somebody else's.</summary>
    /// <param name="lockedUntil">Until when nobody else can have settled the message.</param>
    public async Task<bool> Complete(Uri location, DateTimeOffset lockedUntil, CancellationToken cancellation)
    {
        using var message = Request(Operation.Complete, RequestMethod.Delete, location);
        var response = await Call(message, cancellation);
        if (response.Status is not (404 or 410))
            return Accept(response).Status == 200;
        // Gone after a try without an answer, while the lock was still this hub's: that try did it.
        return Http.Call.Of(message).MayHaveHappened && time.GetUtcNow() < lockedUntil;
    }

    public Task<bool> Unlock(Uri location, CancellationToken cancellation) =>
        Settle(Operation.Unlock, RequestMethod.Put, location, cancellation);

    public Task<bool> Renew(Uri location, CancellationToken cancellation) =>
        Settle(Operation.Renew, RequestMethod.Post, location, cancellation);

    /// <summary>Nothing when there is no such queue, or when the hub's credentials may not manage it.</summary>
    public async Task<MessageCounts?> Describe(string queue, CancellationToken cancellation)
    {
        using var message = Request(
            Operation.Describe,
            RequestMethod.Get,
            new Uri(endpoint, $"{queue}?api-version=2021-05")
        );
        var response = await Call(message, cancellation);
        return response.Status is 401 or 403 or 404 ? null : MessageCounts.Read(Accept(response));
    }

    private async Task<bool> Settle(
        Operation operation,
        RequestMethod method,
        Uri location,
        CancellationToken cancellation
    )
    {
        using var message = Request(operation, method, location);
        var response = await Call(message, cancellation);
        return response.Status is not (404 or 410) && Accept(response).Status == 200;
    }

    private HttpMessage Request(Operation operation, RequestMethod method, Uri uri)
    {
        var message = pipeline.CreateMessage();
        message.SetProperty(typeof(Call), new Call(operation));
        message.NetworkTimeout = patience;
        message.Request.Method = method;
        message.Request.Uri.Reset(uri);
        return message;
    }

    private async Task<Response> Call(HttpMessage message, CancellationToken cancellation)
    {
        try
        {
            await pipeline.SendAsync(message, cancellation);
            return message.Response;
        }
        catch (Exception cause) when (IsOutage(cause, cancellation))
        {
            throw new ServiceBusException($"Service Bus cannot be reached: {cause.Message}", 0, cause);
        }
    }

    private static Response Accept(Response response) =>
        response.Status is >= 200 and < 300
            ? response
            : throw new ServiceBusException(
                $"Service Bus answered {response.Status}: {Outcomes.Text(response)}",
                response.Status
            );

    private static bool IsOutage(Exception cause, CancellationToken cancellation) =>
        cause is RequestFailedException or IOException or AuthenticationFailedException
        || (cause is OperationCanceledException && !cancellation.IsCancellationRequested);
}
