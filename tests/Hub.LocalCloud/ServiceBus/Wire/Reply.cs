using System.Globalization;
using System.Security;
using System.Text;
using Hub.LocalCloud.ServiceBus.Queues;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>An answer before it is written, so that a fault may still take its place.</summary>
internal sealed record Reply(int Status) : IResult
{
    private const string Xml = "application/xml; charset=utf-8";

    public static readonly Reply Ok = new(200) { ContentType = Xml };
    public static readonly Reply Created = new(201) { ContentType = Xml };
    public static readonly Reply Empty = new(204);

    public MessageView? Delivery { get; init; }

    public string? ErrorDetail { get; init; }

    public string? ContentType { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public static Reply Error(int status, string detail) => new(status) { ErrorDetail = detail, ContentType = Xml };

    public static Reply Received(MessageView delivery) =>
        new(delivery.Lock is null ? 200 : 201)
        {
            Delivery = delivery,
            ContentType = HttpMessage.Of(delivery).ContentType,
        };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = WriteHead(httpContext);
        if (Status != StatusCodes.Status204NoContent)
        {
            httpContext.Response.ContentLength = body.Length;
            await httpContext.Response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
        }
    }

    /// <summary>Sets status and headers, and returns the body to send.</summary>
    public byte[] WriteHead(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.Headers.Server = "Microsoft-HTTPAPI/2.0";
        response.Headers.Date = Now(context).ToString("R", CultureInfo.InvariantCulture);
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (Delivery is { } delivery)
        {
            WriteHead(context, delivery);
            return HttpMessage.Of(delivery).Body;
        }

        return ErrorDetail is null ? [] : Encoding.UTF8.GetBytes(ErrorBody(context));
    }

    private static void WriteHead(HttpContext context, MessageView delivery)
    {
        var headers = context.Response.Headers;
        headers[BrokerProperties.Header] = BrokerProperties.Write(delivery);
        foreach (var property in HttpMessage.Of(delivery).Properties)
        {
            headers[property.Name] = property.Value;
        }

        if (delivery.DeadLetter is { } reason)
        {
            headers["DeadLetterReason"] = HeaderText.Quote(reason.Code ?? "");
            headers["DeadLetterErrorDescription"] = HeaderText.Quote(reason.Description ?? "");
        }

        if (delivery.Lock is { } held)
        {
            var request = context.Request;
            var messages = request.Path.Value![..^"/head".Length];
            headers.Location = $"{request.Scheme}://{request.Host}{messages}/{delivery.SequenceNumber}/{held.Token}";
        }
    }

    private string ErrorBody(HttpContext context)
    {
        var tracked = $"{ErrorDetail} TrackingId:{Guid.NewGuid()}, SystemTracker:local, Timestamp:{Now(context):s}";
        return $"<Error><Code>{Status}</Code><Detail>{SecurityElement.Escape(tracked)}</Detail></Error>";
    }

    private static DateTimeOffset Now(HttpContext context) =>
        context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}
