using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Access;
using Hub.Domain.Conditions;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.TicketFields;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Workflows;

namespace Hub.Portal.Settings.Conditions;

/// <summary>A field of tickets that a condition can be about, as a form asks for its values.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Names">What can be chosen; absent where values are typed.</param>
/// <param name="Of">The records that can be chosen, where they are some.</param>
/// <param name="Type">Of a custom field that is declared, what its values are.</param>
internal sealed record AskedField(
    ConditionField Field,
    string Title,
    IReadOnlyList<Option>? Names = null,
    NamedRecords? Of = null,
    CustomFieldType? Type = null
)
{
    public string InputType =>
        Field.Values == ConditionValues.Day || Type == CustomFieldType.Date ? "date"
        : Type == CustomFieldType.Number || (Field.Values == ConditionValues.Id && Of is null) ? "number"
        : "text";

    /// <summary>A value as a condition has it. What is no number stays as it is, for the API to say so.</summary>
    public JsonNode Read(string value)
    {
        var isNumber = Field.Values == ConditionValues.Id || Type is CustomFieldType.Number or CustomFieldType.Person;
        if (isNumber || (Field.Values == ConditionValues.Custom && Type is null))
        {
            if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
                return whole;
            if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return number;
            if (!isNumber && value is "true" or "false")
                return value == "true";
        }
        return value;
    }
}

/// <summary>What conditions can be about in an organization: fields that all tickets have, and the custom ones that it declared.</summary>
internal sealed class AskedFields(IReadOnlyList<AskedField> fields)
{
    public IReadOnlyList<AskedField> All => fields;

    public static async Task<AskedFields> Of(
        Caller caller,
        IStore store,
        WorkflowBook workflows,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var workflow = await workflows.Of(organization, cancellation);
        var statuses = workflow.Statuses.Select(static one => new Option(one.Id, one.Label)).ToList();
        var custom = new List<CustomField>();
        await foreach (var one in store.All(CustomField.Kind.Document, organization, new Query(), cancellation))
            if (one.Value.IsActive)
                custom.Add(one.Value);
        return new AskedFields([
            .. ConditionField.All.Select(field => Own(field, statuses)),
            .. custom.OrderBy(static one => one.Label, StringComparer.OrdinalIgnoreCase).Select(OfDeclared),
        ]);
    }

    /// <summary>The field of the name; one that nobody declared is asked for by its key.</summary>
    public AskedField? Find(string name) =>
        fields.FirstOrDefault(one => one.Field.Name == name)
        ?? (ConditionField.Find(name) is { } field ? new AskedField(field, field.CustomKey ?? name) : null);

    /// <summary>The custom field of the key, declared or not.</summary>
    public AskedField Custom(string key) =>
        Find(ConditionField.CustomPrefix + key) ?? new(new(key, ConditionValues.Custom), key);

    /// <summary>The custom fields that were declared.</summary>
    public IEnumerable<AskedField> Declared => fields.Where(static one => one.Field.CustomKey is not null);

    private static AskedField Own(ConditionField field, IReadOnlyList<Option> statuses) =>
        new(
            field,
            Texts.Of($"condition.field.{field.Name}"),
            field.Name == "status_id"
                ? statuses
                : field.Choices?.Select(static name => new Option(name, name)).ToList(),
            field.Name switch
            {
                "department_id" => NamedRecords.Departments,
                "assignee_id" => NamedRecords.Agents,
                "requester_id" => NamedRecords.Contacts,
                _ => null,
            }
        );

    private static AskedField OfDeclared(CustomField one) =>
        new(
            ConditionField.Find(ConditionField.CustomPrefix + one.Key)!,
            one.Label,
            one.Type == CustomFieldType.Choice ? [.. one.Choices.Select(static name => new Option(name, name))] : null,
            one.Type != CustomFieldType.Person ? null
                : one.People == FieldPeople.Agents ? NamedRecords.Agents
                : NamedRecords.Contacts,
            one.Type
        );
}
