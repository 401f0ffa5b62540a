using System.Globalization;
using System.Runtime.InteropServices;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>
/// The change feed in latest-version mode: the continuation is an ETag that holds an LSN, If-None-Match: * starts now,
/// If-Modified-Since at a time, nothing at the beginning; 304 says that there is nothing new yet.
/// </summary>
internal static class ChangeFeedApi
{
    private const string Mode = "Incremental Feed";

    public static GatewayResponse Read(Container container, GatewayRequest request)
    {
        if (request[HeaderNames.IncrementalFeed] != Mode)
        {
            return GatewayResponse.Unsupported($"the change feed mode {request[HeaderNames.IncrementalFeed]}");
        }

        var (route, refusal) = Route.Of(container, request);
        if (route is null)
        {
            return refusal!;
        }

        var after = After(container, request.IfNoneMatch);
        var query = new ChangeQuery(
            route.Window,
            route.Key,
            after,
            Since(request["If-Modified-Since"]),
            request.PageSize
        );
        var page = container.Changes(query);
        var answer = page.Documents.Count == 0 ? new GatewayResponse(304) : Write(container, page);
        return answer.With("etag", $"\"{page.Lsn}\"").With(HeaderNames.ItemCount, $"{page.Documents.Count}");
    }

    private static long After(Container container, string? ifNoneMatch) =>
        ifNoneMatch switch
        {
            null or "" => 0,
            "*" => container.Lsn,
            var etag => long.Parse(etag.Trim('"'), CultureInfo.InvariantCulture),
        };

    private static long Since(string? time) =>
        time is null ? 0 : DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeSeconds();

    private static GatewayResponse Write(Container container, ChangePage page)
    {
        var answer = GatewayResponse.Json(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("_rid", container.Rid);
            writer.WriteStartArray("Documents");
            foreach (var document in page.Documents)
            {
                writer.WriteStartObject();
                foreach (var property in document.Json.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(property.Value), skipInputValidation: true);
                }

                writer.WriteNumber("_lsn", document.Lsn);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteNumber("_count", page.Documents.Count);
            writer.WriteEndObject();
        });
        return answer with { Charge = RequestUnits.ForPage(answer.Body.Length, page.Documents.Count) };
    }
}
