using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Hub.Deadlines;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hub.Scim;

/// <summary>The JSON of a request, or what is wrong with it. RouteMetadata take it as a parameter.</summary>
internal sealed record ScimBody(JsonElement Root, ScimError? Error)
{
    /// <summary>So much of a body that is too large is read to its end, for the client to get to the answer.</summary>
    private const int MostPassedOver = 32 * 1024 * 1024;

    public static async ValueTask<ScimBody> BindAsync(HttpContext http)
    {
        if (BodyForm.IsCompressed(http.Request))
            return Refuse(new ScimError(415, null, BodyForm.NotCompressed));
        if (!IsJson(http.Request.ContentType))
            return Refuse(new ScimError(415, null, $"Send {ScimJson.MediaType} or application/json."));
        var limit = http.RequestServices.GetRequiredService<IOptions<ScimOptions>>().Value.MaxPayload;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MostPassedOver;
        using var bytes = RequestDeadline.AwaitBytes(http);
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                if (!read.IsCompleted)
                    await PassOver(reader, http.RequestAborted);
                return Refuse(TooLarge(limit));
            }
            if (read.IsCompleted)
            {
                var body = Parse(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static async Task PassOver(PipeReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private static ScimBody Parse(ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsEmpty)
            return Refuse(ScimError.InvalidSyntax("The request has no body."));
        ReadOnlySpan<byte> utf8 = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        return ScimJson.TryParse(utf8, out var root, out var error) ? new(root, null) : Refuse(error!);
    }

    /// <summary>RFC 7644, 3.1 and 8.1; a client that does not say is believed to send JSON.</summary>
    private static bool IsJson(string? contentType)
    {
        if (string.IsNullOrWhiteSpace(contentType))
            return true;
        return MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (
                type.MediaType.Equals(ScimJson.MediaType, StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            )
            && BodyForm.IsUtf8(type);
    }

    private static ScimError TooLarge(int limit) => new(413, null, $"A request has at most {limit} bytes.");

    private static ScimBody Refuse(ScimError error) => new(default, error);
}
