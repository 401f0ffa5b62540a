using System.Globalization;
using System.Text.Json.Nodes;

namespace Hub.Portal.Settings;

/// <summary>Records in words, as their lists say them.</summary>
internal static class SettingsWords
{
    public static string Of(SettingsKind kind, JsonObject record) =>
        string.Join(
            "; ",
            (
                kind.Key switch
                {
                    "sla-policies" => Policy(record),
                    "sla-calendars" => Calendar(record),
                    _ => Rule(record),
                }
            ).OfType<string>()
        );

    /// <summary>Minutes as people say them.</summary>
    public static string Time(int minutes) =>
        minutes % 1440 == 0 ? Texts.Of("time.days", minutes / 1440)
        : minutes % 60 == 0 ? Texts.Of("time.hours", minutes / 60)
        : Texts.Of("time.minutes", minutes);

    private static IEnumerable<string?> Policy(JsonObject policy) =>
        [
            List(policy["priorities"]) is { } priorities ? T("sla.of", priorities) : T("sla.all"),
            Minutes(policy, "first_response_minutes", "sla.first"),
            Minutes(policy, "resolution_minutes", "sla.resolved"),
            Minutes(policy, "escalate_after_minutes", "sla.escalated"),
        ];

    private static IEnumerable<string?> Calendar(JsonObject calendar) =>
        [
            $"{calendar["time_zone"]}",
            .. calendar["hours"]!.AsArray().Select(static one => $"{one!["day"]} {one["from"]}-{one["to"]}"),
            calendar["holidays"] is JsonArray { Count: > 0 } days ? T("sla.holidays", days.Count) : null,
        ];

    private static IEnumerable<string?> Rule(JsonObject rule)
    {
        var actions = rule["actions"]!.AsObject();
        return
        [
            T("rule.on", List(rule["on"])),
            rule["conditions"] is null ? T("rule.all") : T("rule.some"),
            actions["assign"] is null ? null : T("rule.assigns"),
            actions["priority"] is { } priority ? T("rule.priority", priority) : null,
            List(actions["add_tags"]) is { } added ? T("rule.adds", added) : null,
            List(actions["remove_tags"]) is { } removed ? T("rule.removes", removed) : null,
            actions["department_id"] is null ? null : T("rule.moves"),
            actions["status_id"] is { } status ? T("rule.status", status) : null,
        ];
    }

    private static string? Minutes(JsonObject record, string field, string text) =>
        record[field] is { } minutes ? T(text, Time((int)minutes)) : null;

    private static string? List(JsonNode? names) =>
        names is JsonArray { Count: > 0 } list
            ? string.Join(", ", list.Select(static one => Convert.ToString(one, CultureInfo.InvariantCulture)))
            : null;

    private static string T(string key, params object?[] values) => Texts.Of($"settings.{key}", values);
}
