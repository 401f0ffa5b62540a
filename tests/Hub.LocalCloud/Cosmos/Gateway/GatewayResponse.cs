using System.Globalization;
using System.Text.Json;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>An answer in the making: status, body, and the headers that are not on every answer.</summary>
internal sealed record GatewayResponse(int Status, ReadOnlyMemory<byte> Body = default, double Charge = 1)
{
    public Dictionary<string, string> Headers { get; } = [];

    public static GatewayResponse Json(int status, Action<Utf8JsonWriter> write, double charge = 1)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return new GatewayResponse(status, buffer.ToArray(), charge);
    }

    public static GatewayResponse Json(int status, JsonElement body) => Json(status, body.WriteTo);

    /// <summary>The service's error body: a code, which is the status in words, and a message.</summary>
    public static GatewayResponse Refused(int status, string message, int subStatus = 0)
    {
        var answer = Json(status, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("code", Code(status));
            writer.WriteString("message", message);
            writer.WriteEndObject();
        });
        return subStatus == 0 ? answer : answer.With(HeaderNames.SubStatus, $"{subStatus}");
    }

    public static GatewayResponse Refused(OperationResult outcome) =>
        Refused(outcome.Status, outcome.Message ?? "", outcome.SubStatus);

    public static GatewayResponse NotFound(string what) => Refused(404, $"{what} does not exist.");

    public static GatewayResponse Unsupported(string what) => Refused(400, $"The local host does not answer {what}.");

    public GatewayResponse With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }

    public async Task WriteTo(HttpContext http, CancellationToken cancellation)
    {
        var response = http.Response;
        response.StatusCode = Status;
        response.Headers[HeaderNames.RequestCharge] = Charge.ToString(CultureInfo.InvariantCulture);
        response.Headers[HeaderNames.ActivityId] = http.Request.Headers[HeaderNames.ActivityId].FirstOrDefault()
            ?? $"{Guid.NewGuid()}";
        response.Headers["x-ms-serviceversion"] = "version=2.14.0.0";
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (Body.Length > 0)
        {
            response.ContentType ??= "application/json";
            response.ContentLength = Body.Length;
            await response.Body.WriteAsync(Body, cancellation);
        }
    }

    private static string Code(int status) =>
        status switch
        {
            400 => "BadRequest",
            401 => "Unauthorized",
            404 => "NotFound",
            408 => "RequestTimeout",
            409 => "Conflict",
            410 => "Gone",
            412 => "PreconditionFailed",
            413 => "RequestEntityTooLarge",
            429 => "429",
            449 => "RetryWith",
            503 => "ServiceUnavailable",
            _ => $"{status}",
        };
}
