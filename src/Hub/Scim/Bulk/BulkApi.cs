using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Hub.Access;
using Hub.Deadlines;
using Hub.Scim.Schemas;
using Hub.Wire;
using Microsoft.Extensions.Options;

namespace Hub.Scim.Bulk;

/// <summary>Many operations in one request (RFC 7644, 3.7).</summary>
internal static class BulkApi
{
    public static void MapBulk(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/Bulk", RunBulk).TakesItsTime("A bulk is up to a thousand requests in one.");

    internal static async Task<ScimAnswer> RunBulk(
        ScimBody body,
        Caller caller,
        BulkRun run,
        IOptions<ScimOptions> options,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Error is { } error)
            return ScimAnswer.Refused(error);
        var bulk = BulkRequest.Read(body.Root, options.Value.MaxBulkOperations);
        if (bulk.IsError)
            return ScimAnswer.Refused(bulk.Error);
        var results = await run.Run(new ScimRequest(caller, address.Root(http)), bulk.Value, cancellation);
        return ScimAnswer.Ok(Write(results));
    }

    private static ReadOnlyMemory<byte> Write(IReadOnlyList<BulkResult> results)
    {
        var output = new ArrayBufferWriter<byte>(256 + (results.Count * 256));
        using (var writer = new Utf8JsonWriter(output, ScimJson.Writing))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("schemas"u8);
            writer.WriteStringValue(Urns.BulkResponse);
            writer.WriteEndArray();
            writer.WriteStartArray("Operations"u8);
            foreach (var result in results)
                Write(writer, result);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return output.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, BulkResult result)
    {
        writer.WriteStartObject();
        if (result.Location is not null)
            writer.WriteString("location"u8, result.Location);
        writer.WriteString("method"u8, result.Operation.Method);
        if (result.Operation.BulkId is not null)
            writer.WriteString("bulkId"u8, result.Operation.BulkId);
        if (result.Version is not null)
            writer.WriteString("version"u8, result.Version);
        writer.WriteString("status"u8, result.Status.ToString(CultureInfo.InvariantCulture));
        if (result.Error is { } error)
        {
            writer.WritePropertyName("response"u8);
            ScimAnswer.WriteError(writer, error);
        }
        writer.WriteEndObject();
    }
}
