using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Domain.Records.Tables;

/// <summary>
/// A kind of record as a table of columns and rules: from it follow what is stored, checked, listed, documented and told.
/// </summary>
/// <param name="name">In snake case and singular, as in <c>booking</c>.</param>
/// <param name="plural">Its routes are called the same.</param>
public sealed class RecordTable(string name, string plural)
{
    /// <summary>What lists look at to leave out deleted records.</summary>
    public const string Deleted = "deleted";

    public string Name => name;

    public string Plural => plural;

    /// <summary>What its routes stand below.</summary>
    public string Root { get; init; } = "/api";

    /// <summary>What its records are, in a sentence, where flows are offered them.</summary>
    public string? About { get; init; }

    /// <summary>Whether its deleted records are kept, to be had back.</summary>
    public bool KeepsDeleted { get; init; } = true;

    public (string Read, string Write) Scopes { get; init; } = (Scope.RecordsRead, Scope.RecordsWrite);

    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>The columns of text whose words search finds a record by.</summary>
    public IReadOnlyList<string> FoundBy { get; init; } = [];

    public IReadOnlyList<Rule> Rules { get; init; } = [];

    public Kind<TableRecord> Kind => field ??= Declare();

    /// <summary>The values of a new record; every fault is said.</summary>
    public TableValues New(IEnumerable<KeyValuePair<string, JsonElement>> given, Findings found)
    {
        var isFit = true;
        var accepted = Columns.Accept(given, isWhole: true, "", found with { Wrong = Say });
        foreach (var column in Columns)
            if (column.First is { } first)
                accepted.TryAdd(column.Name, JsonValues.Of(first));
        var values = new TableValues(accepted);
        return isFit ? Complete(values, found.Wrong) : values;

        void Say(string field, string message)
        {
            isFit = false;
            found.Wrong(field, message);
        }
    }

    /// <summary>The record with what a change says that was accepted; what the rules or the moves refuse is a refusal.</summary>
    public Decision<TableRecord> Edit(TableRecord record, IReadOnlyDictionary<string, JsonElement> changes)
    {
        Refusal? refusal = null;
        var derived = Rules.Select(rule => rule.Derives).OfType<string>().Where(one => !changes.ContainsKey(one));
        var values = Complete(record.Values.Without([.. derived]).With(changes), (field, message) =>
            refusal ??= Refusal.Invalid("validation_failed", message, field)
        );
        foreach (var column in Columns)
            if (column.WhyNot(record.Values, values) is { } why)
                refusal ??= Refusal.Invalid("move_not_allowed", why, column.Name);
        return refusal is null ? record with { Values = values } : refusal;
    }

    private TableValues Complete(TableValues values, Fault fault)
    {
        foreach (var rule in Rules)
        {
            rule.Check(values, fault);
            if (rule.Derives is { } column && !values.Has(column) && rule.Derive(values) is { } value)
                values = values.With(column, value);
        }
        return values;
    }

    private Kind<TableRecord> Declare()
    {
        var sample = new TableRecord(
            new TableValues(Columns.Select(one => KeyValuePair.Create(one.Name, one.Example)))
        );
        var before = sample with { Values = sample.Values.Without([Columns[^1].Name]) };
        return RecordKinds.Declare<TableRecord>(
            name,
            plural,
            TableJson.Default,
            fields =>
            {
                foreach (var column in Columns.Where(one => one.IsQueried))
                    column.Type.Declare(fields, column);
                if (KeepsDeleted)
                    fields.Flag(Deleted, record => record.DeletedAt is not null);
                return fields.Searched([.. FoundBy.Select(column => (column, TextOf(column)))]);
            },
            new Told<TableRecord>(
                FactSet.Of(name),
                Scopes.Read,
                Show(),
                sample.Stamp(41, Samples.At, Samples.At),
                before.Stamp(41, Samples.At, Samples.At)
            )
        );
    }

    private static Func<TableRecord, string?> TextOf(string column) =>
        record =>
            record.Values[column].ValueKind is JsonValueKind.Array
                ? string.Join(' ', record.Values.Texts(column))
                : record.Values.Text(column);

    private Shape<TableRecord> Show()
    {
        var called = name.Replace('_', ' ');
        var shape = new Shape<TableRecord>().Integer("id", $"The {called}'s number.", record => record.Id);
        foreach (var column in Columns)
        {
            column.Type.Show(shape, column);
            if (!column.IsAlwaysThere)
                shape.Optional();
        }
        return shape
            .Instant("created_at", $"When the {called} was created.", record => record.CreatedAt)
            .Instant("updated_at", $"When the {called} last changed.", record => record.UpdatedAt);
    }
}
