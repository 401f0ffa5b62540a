using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Audit;
using Hub.Domain.Audit;
using Hub.Reports;
using nietras.SeparatedValues;

namespace Hub.Portal.Settings;

/// <summary>The audit log as a file, written as it is read: a line an entry, the newest first.</summary>
/// <param name="Name">What its name ends with.</param>
/// <param name="Lines">Of entries, with the names of the fields above or without, as JSON is written by the API.</param>
internal sealed record AuditFile(
    string Name,
    string MediaType,
    Func<IReadOnlyList<AuditEntryResponse>, bool, JsonSerializerOptions, string> Lines
)
{
    /// <summary>So many lines are sent at once.</summary>
    private const int AtOnce = 100;

    private static readonly IReadOnlyList<AuditFile> All =
    [
        new("csv", $"{CsvAnswer.MediaType}; charset=utf-8", Csv),
        new("ndjson", "application/x-ndjson", Json),
    ];

    public static IEnumerable<string> Formats => All.Select(static one => one.Name);

    public static AuditFile? Find(string? name) => All.FirstOrDefault(one => one.Name == (name ?? All[0].Name));

    public async Task Write(
        IAsyncEnumerable<AuditEntry> entries,
        Stream body,
        JsonSerializerOptions json,
        CancellationToken cancellation
    )
    {
        var isFirst = true;
        await foreach (var some in entries.Select(AuditEntryResponse.Of).Chunk(AtOnce).WithCancellation(cancellation))
        {
            await body.WriteAsync(Encoding.UTF8.GetBytes(Lines(some, isFirst, json)), cancellation);
            isFirst = false;
        }
        if (isFirst)
            await body.WriteAsync(Encoding.UTF8.GetBytes(Lines([], true, json)), cancellation);
    }

    private static string Csv(IReadOnlyList<AuditEntryResponse> entries, bool withHeader, JsonSerializerOptions json)
    {
        (string Name, Func<AuditEntryResponse, object?> Value)[] columns =
        [
            ("at", static one => one.At),
            ("action", static one => one.Action),
            ("subject_type", static one => one.Subject.Type),
            ("subject_id", static one => one.Subject.Id),
            ("actor_type", static one => one.Actor.Type),
            ("actor_id", static one => one.Actor.Id),
            ("actor_name", static one => one.Actor.Name),
            ("agent_id", static one => one.Actor.AgentId),
            ("address", static one => one.Address),
            ("route", static one => one.Route),
            ("changes", one => Text(one.Changes, json)),
        ];
        // The writer writes no names of its own accord where there is no line.
        if (entries.Count == 0)
            return $"{string.Join(',', columns.Select(static one => one.Name))}\n";
        using var writer = Sep.Writer(options =>
                options with
                {
                    Sep = new Sep(','),
                    Escape = true,
                    WriteHeader = withHeader,
                }
            )
            .ToText();
        writer.Header.Add([.. columns.Select(static one => one.Name)]);
        foreach (var one in entries)
        {
            using var row = writer.NewRow();
            foreach (var (name, value) in columns)
                row[name].Set(CsvAnswer.Cell(value(one)));
        }
        return $"{writer}";
    }

    private static string Json(IReadOnlyList<AuditEntryResponse> entries, bool isFirst, JsonSerializerOptions json) =>
        string.Concat(entries.Select(one => $"{Text(one, json)}\n"));

    private static string Text<T>(T value, JsonSerializerOptions json) =>
        JsonSerializer.Serialize(value, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T)));
}
