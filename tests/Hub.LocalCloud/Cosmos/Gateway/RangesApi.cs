using System.Text.Json;
using Hub.LocalCloud.Cosmos.Partitioning;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Gateway;

/// <summary>The partition key ranges of a container: its physical partitions.</summary>
internal static class RangesApi
{
    /// <summary>A change feed by itself: 304 says that the routing map of the caller is complete.</summary>
    public static GatewayResponse List(Container container, GatewayRequest request)
    {
        var map = container.Ranges;
        if (request.IfNoneMatch == map.ETag)
        {
            return new GatewayResponse(304).With("etag", map.ETag).With(HeaderNames.ItemCount, "0");
        }

        return GatewayResponse
            .Json(200, writer => Write(writer, container, map))
            .With("etag", map.ETag)
            .With(HeaderNames.ItemCount, $"{map.Ranges.Length}");
    }

    private static void Write(Utf8JsonWriter writer, Container container, RangeMap map)
    {
        writer.WriteStartObject();
        writer.WriteString("_rid", container.Rid);
        writer.WriteStartArray("PartitionKeyRanges");
        foreach (var range in map.Ranges)
        {
            var rid = ResourceId.Range(container.Database.Number, container.Number, uint.Parse(range.Id));
            writer.WriteStartObject();
            writer.WriteString("id", range.Id);
            writer.WriteString("_rid", rid);
            writer.WriteString("_self", $"dbs/{container.Database.Rid}/colls/{container.Rid}/pkranges/{rid}/");
            writer.WriteString("_etag", map.ETag);
            writer.WriteString("minInclusive", range.Window.From);
            writer.WriteString("maxExclusive", range.Window.To);
            writer.WriteNumber("throughputFraction", 1);
            writer.WriteString("status", "online");
            writer.WriteStartArray("parents");
            foreach (var parent in range.Parents)
            {
                writer.WriteStringValue(parent);
            }

            writer.WriteEndArray();
            writer.WriteNumber("_ts", 1);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("_count", map.Ranges.Length);
        writer.WriteEndObject();
    }
}
