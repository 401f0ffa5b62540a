using System.Text.Json;
using System.Text.Json.Nodes;
using nietras.SeparatedValues;

namespace Hub.Importing;

/// <summary>A row as the file has it, by the names of its columns, whatever their case.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Fault">Why it cannot be read.</param>
internal sealed record ImportRow(long Line, IReadOnlyDictionary<string, JsonNode> Columns, string? Fault = null);

/// <summary>A file of rows: CSV with a line of names first, or an object a line.</summary>
internal static class ImportFile
{
    private static readonly string[] Csv = [".csv", ".tsv"];
    private static readonly string[] Json = [".jsonl", ".ndjson"];

    public static bool IsReadable(string path) => IsOneOf(path, Csv) || IsOneOf(path, Json);

    /// <exception cref="StartRefusedException">It is neither.</exception>
    public static IEnumerable<ImportRow> Read(string path) =>
        IsOneOf(path, Csv) ? ReadCsv(path)
        : IsOneOf(path, Json) ? ReadJson(path)
        : throw new StartRefusedException($"{path} is neither CSV nor JSON lines; its name ends so: .csv, .jsonl.");

    private static bool IsOneOf(string path, string[] endings) =>
        endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<ImportRow> ReadCsv(string path)
    {
        using var reader = Sep.Reader(options => options with { Unescape = true, DisableColCountCheck = true })
            .FromFile(path);
        var names = reader.Header.ColNames;
        while (reader.MoveNext())
            yield return Copy(reader.Current, names);
    }

    private static ImportRow Copy(SepReader.Row row, IReadOnlyList<string> names)
    {
        var columns = new Dictionary<string, JsonNode>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < Math.Min(names.Count, row.ColCount); at++)
            if (row[at].Span.Trim() is { Length: > 0 } text)
                columns.TryAdd(names[at].Trim().TrimStart('\uFEFF'), JsonValue.Create(text.ToString()));
        return new ImportRow(
            row.LineNumberFrom,
            columns,
            row.ColCount > names.Count
                ? $"The line has {row.ColCount} values, the first line {names.Count} names."
                : null
        );
    }

    private static IEnumerable<ImportRow> ReadJson(string path)
    {
        var line = 0L;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            if (text.Length > 0)
                yield return Parse(line, text);
        }
    }

    private static ImportRow Parse(long line, string text)
    {
        var columns = new Dictionary<string, JsonNode>(StringComparer.OrdinalIgnoreCase);
        try
        {
            if (JsonNode.Parse(text) is not JsonObject members)
                return new ImportRow(line, columns, "The line is no JSON object.");
            foreach (var (name, value) in members)
                if (value is not null)
                    columns[name] = value.DeepClone();
            return new ImportRow(line, columns);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return new ImportRow(line, columns, "The line is no JSON object.");
        }
    }
}
