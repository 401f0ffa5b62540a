using System.Text.Json.Nodes;
using Hub.Domain.Records.Tables;
using Hub.Resources;

namespace Hub.Tests.Resources;

/// <summary>Bodies made from a table.</summary>
internal static class TableSamples
{
    private static int numbers;

    /// <summary>The table whose routes take a body of this name, as in CreateBooking.</summary>
    public static RecordTable? Of(string body, string verb) =>
        BusinessRecords.All.SingleOrDefault(table =>
            new ResourceNames(table.Name, table.Plural).Operation(verb) == body
        );

    /// <summary>The table's samples, its unique texts made so.</summary>
    /// <param name="idOf">What a column's id is; nothing where it is to be left out.</param>
    public static JsonObject Body(this RecordTable table, Func<Column, ReferenceType, long?> idOf)
    {
        var body = new JsonObject();
        foreach (var column in table.Columns)
            if (column.Type is not ReferenceType reference)
                body[column.Name] = column switch
                {
                    { IsUnique: true, Type: TextsType } => new JsonArray($"unique-{Next()}.example"),
                    { IsUnique: true } => $"Unique {Next()}",
                    _ => JsonNode.Parse(column.Example.GetRawText()),
                };
            else if (idOf(column, reference) is { } id)
                body[column.Name] = id;
        return body;
    }

    public static int Next() => Interlocked.Increment(ref numbers);
}
