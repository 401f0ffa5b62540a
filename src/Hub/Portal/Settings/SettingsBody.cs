using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Portal.Settings;

/// <summary>The API's body of what was put into a record's form.</summary>
internal static class SettingsBody
{
    /// <param name="before">The record as it is; absent for a new one. What its form has no field for stays.</param>
    /// <param name="wrong">The field that could not be read.</param>
    public static JsonObject Of(SettingsKind kind, PortalForm form, JsonObject? before, out string? wrong)
    {
        wrong = null;
        var body = new JsonObject();
        foreach (var field in kind.Fields)
            try
            {
                Put(body, field, field.Read(form), before);
            }
            catch (JsonException)
            {
                wrong ??= field.Name;
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
