using nietras.SeparatedValues;

namespace Hub.Importing;

/// <summary>The report of what was not imported, beside the file that it was in: a line a row, with the reason.</summary>
internal sealed class RefusedRows(string file) : IDisposable
{
    public const string Ending = ".refused.csv";

    private SepWriter? writer;

    public string Path { get; } = file + Ending;

    public long Count { get; private set; }

    public void Add(MappedRow row, string reason)
    {
        writer ??= Sep.Writer(options => options with { Sep = new Sep(','), Escape = true }).ToFile(Path);
        using var line = writer.NewRow();
        line["line"].Format(row.Line);
        line["external_id"].Set(row.ExternalId);
        line["reason"].Set(reason);
        Count++;
    }

    /// <summary>What an earlier import refused is no news.</summary>
    public void Begin() => File.Delete(Path);

    public void Dispose() => writer?.Dispose();
}
