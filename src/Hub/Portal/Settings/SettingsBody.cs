using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Portal.Settings;

/// <summary>The API's body of what was put into a record's form.</summary>
internal static class SettingsBody
{
    /// <param name="before">The record as it is; absent for a new one. What its form has no field for stays.</param>
    /// <exception cref="JsonException">Conditions are written as JSON, and are none.</exception>
    public static JsonObject Of(SettingsForm form, JsonObject? before)
    {
        var body = new JsonObject();
        foreach (var field in form.Kind.Fields)
        {
            var value =
                field.Kind == FieldKind.Conditions ? form.Conditions!.ToTree(form.Asked!)
                : field.IsRows ? form.Rows[field.Name].ToList(form.Asked, before is null ? null : field.At(before))
                : field.Read(form.Values[field.Name]);
            Put(body, field, value, before);
        }
        if (body["actions"] is JsonObject actions && actions["assign"] is JsonObject { Count: 0 })
            actions.Remove("assign");
        return body;
    }

    /// <summary>Of a new record, and inside an object, nothing is left out; of one that is there it takes something away.</summary>
    private static void Put(JsonObject body, SettingsField field, JsonNode? value, JsonObject? before)
    {
        var parts = field.Name.Split('.');
        var (target, was) = (body, before);
        foreach (var part in parts[..^1])
        {
            was = was?[part] as JsonObject;
            if (target[part] is not JsonObject inner)
                target[part] = inner = was?.DeepClone().AsObject() ?? [];
            target = inner;
        }
        if (value is null && (before is null || parts.Length > 1))
            target.Remove(parts[^1]);
        else
            target[parts[^1]] = value;
    }
}
