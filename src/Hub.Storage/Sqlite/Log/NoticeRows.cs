using System.Text.Json;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Log;

/// <summary>Where events happened, read without what they say.</summary>
internal static class NoticeRows
{
    public const int Most = 2_000;

    /// <summary>An event that cannot be read is the relay's to put on record; here it is in no partition.</summary>
    public static List<Notice> After(Connection connection, long position)
    {
        var rows = connection
            .Prepare("SELECT seq, organization, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?")
            .Bind(position)
            .Bind((long)Most);
        var notices = new List<Notice>();
        while (rows.Step())
            notices.Add(new(rows.Long(0), new OrganizationId(rows.Guid(1)), PartitionOf(rows.Blob(2)) ?? ""));
        rows.Rewind();
        return notices;
    }

    private static string? PartitionOf(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            for (json.Read(); json.Read() && json.TokenType == JsonTokenType.PropertyName; json.Skip())
                if (json.ValueTextEquals("partition"u8))
                    return json.Read() ? json.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
        return null;
    }
}
