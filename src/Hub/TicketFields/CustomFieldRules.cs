using System.Text.Json;
using Hub.Delivery;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.TicketFields;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Wire.Queries;

namespace Hub.TicketFields;

/// <summary>
/// What the custom fields of an organization's tickets have to be. Declared fields are remembered, so that an organization that
/// declares none pays nothing for them.
/// </summary>
internal sealed class CustomFieldRules : IDisposable
{
    private const string Undeclared =
        "No such custom field is declared; GET /api/v1/custom-fields lists those that are.";

    public static readonly OrganizationSettings<CustomFieldSettings> Settings = new(
        CustomField.Settings,
        CustomFieldSettings.Partition,
        CustomFieldSettings.DocumentId,
        CustomFieldSettings.Default
    );

    private readonly IStore store;
    private readonly References references;
    private readonly WatchedCache<OrganizationId, Rules> known;

    public CustomFieldRules(IStore store, References references, TimeProvider time)
    {
        (this.store, this.references) = (store, references);
        known = new(store, async (organization, cancellation) => await Read(organization, cancellation), time);
        known.Watch(CustomField.Kind.Document, changed => known.Forget(changed.Organization));
        known.Watch(CustomField.Settings, changed => known.Forget(changed.Organization));
    }

    /// <summary>The fields of a body in the form in which they are kept; what does not hold of them is added to the errors.</summary>
    /// <param name="isNew">Of a ticket that is to be created: what is required has to be there.</param>
    public async ValueTask<Dictionary<string, JsonElement>?> Check(
        Dictionary<string, JsonElement>? given,
        bool isNew,
        FieldErrors errors,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var rules = (await known.Get(organization, cancellation))!;
        if (rules.IsNothing)
            return given;
        var kept = new Dictionary<string, JsonElement>();
        var people = new List<NamedId>();
        foreach (var (key, value) in given ?? [])
        {
            kept[key] = value;
            var field = rules.Fields.GetValueOrDefault(key);
            var isNull = value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;
            if (field is not { IsActive: true })
            {
                // What is there already may be taken away.
                if (rules.IsStrict && !isNull)
                    errors.Add(NameOf(key), Undeclared);
                continue;
            }
            if (isNull)
            {
                if (field.IsRequired)
                    errors.Add(NameOf(key), "Must not be empty.");
                continue;
            }
            kept[key] = field.Read(value, out var complaint);
            if (complaint is not null)
                errors.Add(NameOf(key), complaint);
            else if (field.Type == CustomFieldType.Person)
                people.Add(new(NameOf(key), KindOf(field.People), kept[key].GetInt64()));
        }
        if (isNew)
            foreach (var field in rules.Required)
                if (!kept.ContainsKey(field.Key))
                    errors.Add(NameOf(field.Key), "Must not be empty.");
        await references.Check(people, errors, organization, cancellation);
        return given is null ? null : kept;
    }

    /// <summary>The condition that a list's query sets on the fields.</summary>
    public async ValueTask<Filter> ToFilter(
        IReadOnlyList<QueryEntry> entries,
        FieldErrors errors,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        if (entries.Count == 0)
            return Filter.All;
        var rules = (await known.Get(organization, cancellation))!;
        var conditions = new List<Filter>();
        foreach (var entry in entries)
            if (!rules.Fields.TryGetValue(entry.Key, out var field))
                errors.Add(entry.Name, Undeclared);
            else if (CustomFieldFilter.Of(field, entry, errors) is { } condition)
                conditions.Add(condition);
        return Filter.AllOf(conditions);
    }

    public void Dispose() => known.Dispose();

    private async Task<Rules> Read(OrganizationId organization, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, CustomField>();
        await foreach (var one in store.All(CustomField.Kind.Document, organization, new Query(), cancellation))
            fields[one.Value.Key] = one.Value;
        return new Rules(fields, (await Settings.Of(store, organization, cancellation)).IsStrict);
    }

    private static string KindOf(FieldPeople people) => people == FieldPeople.Agents ? "agent" : "contact";

    private static string NameOf(string key) => $"custom_fields.{key}";

    private sealed record Rules(IReadOnlyDictionary<string, CustomField> Fields, bool IsStrict)
    {
        public bool IsNothing => Fields.Count == 0 && !IsStrict;

        public IReadOnlyList<CustomField> Required { get; } =
        [.. Fields.Values.Where(one => one is { IsActive: true, IsRequired: true })];
    }
}
