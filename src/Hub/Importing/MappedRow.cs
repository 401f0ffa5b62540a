using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Text;

namespace Hub.Importing;

/// <summary>A row as the hub's routes take it.</summary>
internal sealed record MappedRow(long Line, string ExternalId, JsonObject Body)
{
    /// <summary>Why it cannot be imported; absent when nothing is wrong so far.</summary>
    public string? Fault { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The ticket of a reply, as its system calls it.</summary>
    public string? Ticket { get; init; }

    /// <summary>Where a ticket came to stand, and when.</summary>
    public string? Status { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>Makes rows of a file into what the routes take. Whether that holds is for the routes to say.</summary>
internal sealed class RowMapping(ImportMap map, ImportKind kind, NameBook names)
{
    private static readonly string[] Dates =
    [
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss 'UTC'",
        "yyyy-MM-dd HH:mm:ss zzz",
        "M/d/yyyy H:mm",
        "M/d/yyyy h:mm tt",
    ];

    private readonly List<string> faults = [];

    public MappedRow Map(ImportRow row)
    {
        faults.Clear();
        if (row.Fault is not null)
            faults.Add(row.Fault);
        var body = new JsonObject();
        foreach (var field in kind.Fields)
            if (ValueOf(row, field) is { } value)
                body[field] = value;
        foreach (var (name, value) in row.Columns)
            if (
                name.StartsWith("custom_fields.", StringComparison.OrdinalIgnoreCase)
                && kind.Fields.Contains("custom_fields")
            )
                if ((body["custom_fields"] ??= new JsonObject()) is JsonObject fields)
                    fields[name["custom_fields.".Length..]] = value.DeepClone();
                else
                    faults.Add($"{name}: custom_fields is no object.");
        foreach (var (column, field, list) in ImportKind.Names)
            if (kind.Fields.Contains(field) && TextOf(row, column) is { } called)
                if (names.Find(list, called) is { } number)
                    body[field] = number;
                else
                    faults.Add($"{column}: There is no {called}; make it first.");
        var id = TextOf(row, "external_id") ?? (kind.Key is { } key ? TextOf(body[key]) : null);
        if (id is null && faults.Count == 0)
            faults.Add("external_id: Must be given, so that a second import knows the row again.");
        return new MappedRow(row.Line, id ?? "", body)
        {
            CreatedAt = Date(row, "created_at"),
            UpdatedAt = Date(row, "updated_at"),
            ResolvedAt = Date(row, "resolved_at"),
            ClosedAt = Date(row, "closed_at"),
            Status = TextOf(row, "status") is { } status ? map.WordOf("status", status).ToLowerInvariant() : null,
            Ticket = TextOf(row, "ticket_id"),
            Fault = faults.Count > 0 ? string.Join(" ", faults) : null,
        };
    }

    private JsonNode? ValueOf(ImportRow row, string field)
    {
        if (Find(row, field) is not { } found)
            return null;
        var isWord = found.GetValueKind() is JsonValueKind.String || (IsFlag(field) && IsFlag(found));
        if (!isWord)
            return found.DeepClone();
        var text = map.WordOf(field, TextOf(found)!);
        return field switch
        {
            "tags" or "domains" => new JsonArray([
                .. text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(one => JsonValue.Create(one)),
            ]),
            _ when IsFlag(field) && bool.TryParse(text, out var flag) => flag,
            "priority" or "channel" => text.ToLowerInvariant(),
            _ when field.EndsWith("_id", StringComparison.Ordinal)
                    && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => text,
        };
    }

    private JsonNode? Find(ImportRow row, string field)
    {
        foreach (var column in map.ColumnsOf(kind.Name, field))
            if (row.Columns.TryGetValue(column, out var found))
                return found;
        return null;
    }

    private string? TextOf(ImportRow row, string field) => TextOf(Find(row, field));

    /// <summary>A value as a column of text has it; nothing where it is none.</summary>
    public static string? TextOf(JsonNode? node) =>
        node is not JsonValue value ? null
        : value.TryGetValue<string>(out var text) ? text
        : value.ToJsonString();

    private static bool IsFlag(string field) => field is "internal" or "is_active";

    private static bool IsFlag(JsonNode value) => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    private DateTimeOffset? Date(ImportRow row, string field)
    {
        if (TextOf(row, field) is not { } text)
            return null;
        var isDate =
            IsoInstant.TryRead(text, out var at)
            || DateTimeOffset.TryParseExact(
                text,
                Dates,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out at
            );
        if (isDate && at <= DateTimeOffset.UtcNow)
            return at;
        faults.Add($"{field}: '{text}' is no date of the past, as in 2026-05-24T10:30:00Z or 2026-05-24 10:30.");
        return null;
    }
}
