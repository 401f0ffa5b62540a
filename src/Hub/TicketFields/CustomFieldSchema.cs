using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.TicketFields;

namespace Hub.TicketFields;

/// <summary>What custom fields a ticket may have, for programs that make a form of it.</summary>
/// <param name="Schema">A JSON Schema: an object with a property for each declared field.</param>
internal sealed record CustomFieldSchemaResponse(JsonElement Schema)
{
    public static CustomFieldSchemaResponse Of(IEnumerable<CustomField> fields)
    {
        var active = fields.Where(static one => one.IsActive).ToList();
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(active.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)Of(one)))),
        };
        if (active.Any(static one => one.IsRequired))
            schema["required"] = new JsonArray([
                .. active.Where(static one => one.IsRequired).Select(static one => (JsonNode)one.Key),
            ]);
        return new(JsonElement.Parse(schema.ToJsonString()));
    }

    private static JsonObject Of(CustomField field)
    {
        var schema = new JsonObject
        {
            ["type"] = field.Type switch
            {
                CustomFieldType.Number => "number",
                CustomFieldType.Person => "integer",
                _ => "string",
            },
            ["x-ms-summary"] = field.Label,
            ["description"] = field.Description ?? $"The custom field {field.Key}.",
        };
        if (field.Type == CustomFieldType.Date)
            schema["format"] = "date";
        if (field.Type == CustomFieldType.Choice)
            schema["enum"] = new JsonArray([.. field.Choices.Select(static one => (JsonNode)one)]);
        return schema;
    }
}
