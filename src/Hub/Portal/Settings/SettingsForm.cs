using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Access;
using Hub.Domain.Organizations;
using Hub.Errors;
using Hub.Portal.Settings.Conditions;
using Hub.Portal.Settings.Rows;
using Hub.Ports.Store;
using Hub.Workflows;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Settings;

/// <summary>What stands in a record's form: as the record says it, or as somebody put it in.</summary>
/// <param name="Values">By field.</param>
/// <param name="Rows">By field, of those that are rows.</param>
/// <param name="Conditions">Of a kind that has some.</param>
/// <param name="Asked">What these can be about.</param>
/// <param name="Errors">Names that nothing is called by.</param>
internal sealed record SettingsForm(
    SettingsKind Kind,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Values,
    IReadOnlyDictionary<string, RowsDraft> Rows,
    ConditionsDraft? Conditions,
    AskedFields? Asked,
    FieldErrors Errors
)
{
    /// <summary>Every kind of record that something of it is chosen from.</summary>
    public IEnumerable<NamedRecords> Chosen =>
        Kind
            .Fields.Select(static one => one.Of)
            .Concat(Asked?.All.Select(static one => one.Of) ?? [])
            .OfType<NamedRecords>()
            .Distinct();

    /// <summary>The numbers of the kind that are chosen anywhere.</summary>
    public IEnumerable<string> ChosenOf(NamedRecords kind) =>
        Kind
            .Fields.Where(field => field.Of == kind)
            .SelectMany(field => Values[field.Name])
            .Concat(
                (Conditions?.Rows ?? [])
                    .Where(row => Asked!.Find(row.Field)?.Of == kind)
                    .SelectMany(static row => row.Values)
            )
            .Concat(
                Rows.Values.SelectMany(rows => rows.Values(Asked))
                    .Where(one => one.Of == kind)
                    .Select(static one => one.Value)
            );
}

/// <summary>Makes forms of records and of what was put in, by what the organization has.</summary>
internal sealed record SettingsForms(
    Caller Caller,
    [FromServices] IStore Store,
    [FromServices] WorkflowBook Workflows,
    ApiResource Api,
    CancellationToken Cancellation
)
{
    public async Task<SettingsForm> Of(SettingsKind kind, JsonObject record)
    {
        var asked = await AskedOf(kind);
        return new SettingsForm(
            kind,
            kind.Fields.ToDictionary(static field => field.Name, field => field.Show(record)),
            kind.Fields.Where(static field => field.IsRows)
                .ToDictionary(static field => field.Name, field => RowsDraft.Of(field, record)),
            asked is null ? null : ConditionsDraft.Of(record[ConditionsDraft.Name], asked),
            asked,
            new FieldErrors()
        );
    }

    /// <summary>What was put in, with the numbers of records that were typed by their names.</summary>
    public async Task<SettingsForm> Of(SettingsKind kind, PortalForm form)
    {
        var (asked, errors) = (await AskedOf(kind), new FieldErrors());
        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var field in kind.Fields)
            values[field.Name] = await Numbers(form.Chosen(field.Name), field.Of, field.Name, errors);
        var lists = new Dictionary<string, RowsDraft>();
        foreach (var field in kind.Fields.Where(static field => field.IsRows))
            lists[field.Name] = await Numbers(RowsDraft.Read(field, form), asked, errors);
        if (asked is null)
            return new SettingsForm(kind, values, lists, null, null, errors);
        var draft = ConditionsDraft.Read(form);
        var rows = new List<ConditionRow>();
        foreach (var row in draft.Rows)
            rows.Add(
                row with
                {
                    Values = await Numbers(row.Values, asked.Find(row.Field)?.Of, draft.PathOf(rows.Count), errors),
                }
            );
        return new SettingsForm(kind, values, lists, draft with { Rows = rows }, asked, errors);
    }

    /// <summary>The form after one of its own buttons was pressed, which save nothing.</summary>
    public static SettingsForm After(string act, SettingsForm form, PortalForm given)
    {
        foreach (var (name, rows) in form.Rows)
            if (act.StartsWith($"{name}.", StringComparison.Ordinal))
                return form with
                {
                    Rows = new Dictionary<string, RowsDraft>(form.Rows)
                    {
                        [name] = rows.After(act[(name.Length + 1)..], given[$"{name}.add"]),
                    },
                };
        if (form.Conditions is null)
            return form;
        try
        {
            var added = form.Asked!.Find(given[$"{ConditionsDraft.Name}.add"] ?? "");
            return form with { Conditions = form.Conditions.After(act, added, form.Asked) };
        }
        catch (JsonException)
        {
            form.Errors.Add(ConditionsDraft.Name, Texts.Of("settings.no_json"));
            return form;
        }
    }

    /// <summary>By kind, what can be chosen in the form.</summary>
    public async Task<IReadOnlyDictionary<NamedRecords, NamedList>> NamesFor(SettingsForm form)
    {
        var named = new Dictionary<NamedRecords, NamedList>();
        foreach (var kind in form.Chosen)
            named[kind] = await kind.For(Caller, Store, Cancellation, form.ChosenOf(kind));
        return named;
    }

    /// <summary>What the records name, by what it is called.</summary>
    public async Task<SaidNames> NamesIn(SettingsKind kind, IReadOnlyList<JsonObject> records)
    {
        var asked = await AskedOf(kind) ?? new AskedFields([]);
        var conditions = records.SelectMany(static one => ConditionWords.LeavesOf(one[ConditionsDraft.Name])).ToList();
        var values = records.SelectMany(one =>
            kind.Fields.Where(static field => field.IsRows).SelectMany(field => RowsDraft.Of(field, one).Values(asked))
        );
        var named = kind
            .Fields.SelectMany(field =>
                records.SelectMany(one => field.Show(one).Select(value => (field.Of, Value: value)))
            )
            .Concat(conditions.SelectMany(row => row.Values.Select(value => (asked.Find(row.Field)?.Of, Value: value))))
            .Concat(values)
            .Where(static one => one.Of is not null)
            .ToLookup(static one => one.Of!, static one => one.Value);
        var lists = new Dictionary<NamedRecords, NamedList>();
        foreach (var one in named)
            lists[one.Key] = await one.Key.For(Caller, Store, Cancellation, one);
        return new SaidNames(asked, lists);
    }

    private async Task<AskedFields?> AskedOf(SettingsKind kind) =>
        kind.Fields.Any(static field => field.Kind == FieldKind.Conditions)
            ? await AskedFields.Of(Caller, Store, Workflows, Cancellation)
            : null;

    private async Task<RowsDraft> Numbers(RowsDraft draft, AskedFields? asked, FieldErrors errors)
    {
        if (draft.Field.Kind != FieldKind.CustomFields)
            return draft;
        var rows = new List<IReadOnlyList<string>>();
        foreach (var row in draft.Rows)
        {
            string[] typed = row[1].Length > 0 ? [row[1]] : [];
            var value = await Numbers(typed, asked!.Custom(row[0]).Of, $"{draft.Field.Name}.{row[0]}", errors);
            rows.Add([row[0], .. value is [] ? [""] : value]);
        }
        return draft with { Rows = rows };
    }

    /// <summary>What names nothing stays as it was typed.</summary>
    private async Task<IReadOnlyList<string>> Numbers(
        IReadOnlyList<string> typed,
        NamedRecords? kind,
        string field,
        FieldErrors errors
    )
    {
        if (kind is null)
            return typed;
        var numbers = new List<string>();
        foreach (var one in typed)
            numbers.Add(await kind.NumberOf(one, field, errors, Caller, Store, Cancellation) ?? one);
        return numbers;
    }
}
