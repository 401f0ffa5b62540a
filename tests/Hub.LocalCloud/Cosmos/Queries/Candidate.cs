using System.Text.Json;
using Hub.LocalCloud.Cosmos.Sql;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Queries;

/// <summary>A row that passed the filter, where it stands, and what it is sorted by.</summary>
internal sealed record Candidate(Row Row, Document Document, int Index, IReadOnlyList<SqlValue> SortValues)
{
    public string Partition => $"{Document.Key.Effective} {Document.Key.Json}";

    /// <summary>Undefined is written as an empty array, which no ORDER BY is about.</summary>
    public string WriteSortValues()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var value in SortValues)
            {
                (value.IsUndefined ? SqlValue.Empty : value).WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
