using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Portal.Settings.Conditions;
using Hub.Portal.Settings.Rows;

namespace Hub.Portal.Settings;

/// <summary>Records in words, as their lists say them.</summary>
internal static class SettingsWords
{
    /// <summary>So much of a rule's conditions its list shows.</summary>
    private const int Longest = 120;

    public static string Of(SettingsKind kind, JsonObject record, SaidNames names, bool isShort)
    {
        var words = kind.Key switch
        {
            "sla-policies" => Policy(record, names),
            "sla-calendars" => Calendar(record),
            _ => Rule(record, names, isShort),
        };
        return string.Join("; ", words.OfType<string>());
    }

    /// <summary>As many of its words as fit, and a sign that there are more.</summary>
    private static string Shorten(string text)
    {
        if (text.Length <= Longest)
            return text;
        var end = text.LastIndexOf(' ', Longest);
        return $"{text[..(end > Longest / 2 ? end : Longest)].TrimEnd()} …";
    }

    /// <summary>Minutes as people say them.</summary>
    public static string Time(int minutes) =>
        minutes % 1440 == 0 ? Texts.Of("time.days", minutes / 1440)
        : minutes % 60 == 0 ? Texts.Of("time.hours", minutes / 60)
        : Texts.Of("time.minutes", minutes);

    private static IEnumerable<string?> Policy(JsonObject policy, SaidNames names) =>
        [
            List(policy["priorities"]) is { } priorities ? T("sla.of", priorities) : T("sla.all"),
            Names(policy["department_ids"], NamedRecords.Departments, "sla.departments", names),
            Names(policy["company_ids"], NamedRecords.Companies, "sla.companies", names),
            Minutes(policy, "first_response_minutes", "sla.first"),
            Minutes(policy, "resolution_minutes", "sla.resolved"),
            Minutes(policy, "escalate_after_minutes", "sla.escalated"),
        ];

    private static IEnumerable<string?> Calendar(JsonObject calendar) =>
        [
            $"{calendar["time_zone"]}",
            .. Week(calendar["hours"]!.AsArray()),
            calendar["holidays"] is JsonArray { Count: > 0 and var days }
                ? T(days == 1 ? "sla.holiday" : "sla.holidays", days)
                : null,
        ];

    /// <summary>Days that have the same hours together, as in Monday–Friday 09:00–17:00.</summary>
    private static IEnumerable<string> Week(JsonArray hours) =>
        hours
            .GroupBy(static one => $"{one!["from"]}–{one["to"]}", static one => $"{one!["day"]}")
            .Select(static same => $"{Days([.. same])} {same.Key}");

    private static string Days(IReadOnlyList<string> days)
    {
        var week = RowsDraft.Week;
        var places = days.Select(day => week.IndexOf(day)).Order().ToList();
        var isRun = places.Count > 2 && places[^1] - places[0] == places.Count - 1;
        var said = places.Select(place => Texts.Of($"weekday.{week[place]}")).ToList();
        return isRun ? $"{said[0]}–{said[^1]}" : string.Join(", ", said);
    }

    private static IEnumerable<string?> Rule(JsonObject rule, SaidNames names, bool isShort)
    {
        var actions = rule["actions"]!.AsObject();
        var conditions = rule[ConditionsDraft.Name] is { } tree ? ConditionWords.Of(tree, names) : T("rule.all");
        return
        [
            T("rule.on", List(rule["on"])),
            isShort ? Shorten(conditions) : conditions,
            .. Assigned(actions["assign"], names),
            actions["priority"] is { } priority ? T("rule.priority", priority) : null,
            Names(actions["department_id"], NamedRecords.Departments, "rule.moves", names),
            actions["status_id"] is { } status
                ? T("rule.status", names.Of(names.Asked.Find("status_id"), $"{status}"))
                : null,
            List(actions["add_tags"]) is { } added ? T("rule.adds", added) : null,
            List(actions["remove_tags"]) is { } removed ? T("rule.removes", removed) : null,
            .. CustomFields(actions, names),
        ];
    }

    private static IEnumerable<string?> Assigned(JsonNode? assign, SaidNames names) =>
        assign is null
            ? []
            :
            [
                Names(assign["agent_id"], NamedRecords.Agents, "rule.to_agent", names),
                Names(assign["agent_ids"], NamedRecords.Agents, "rule.to_agents", names),
                Names(assign["department_id"], NamedRecords.Departments, "rule.to_department", names),
                Names(assign["role_id"], NamedRecords.Roles, "rule.to_role", names),
                Names(assign["rotation_id"], NamedRecords.Rotations, "rule.to_rotation", names),
            ];

    private static IEnumerable<string> CustomFields(JsonObject actions, SaidNames names) =>
        (actions["custom_fields"] as JsonObject ?? []).Select(one =>
        {
            var field = names.Asked.Custom(one.Key);
            return one.Value is { } value
                ? T("rule.sets", field.Title, names.Of(field, $"{value}"))
                : T("rule.clears", field.Title);
        });

    /// <summary>What is named by its number, or several by theirs.</summary>
    private static string? Names(JsonNode? named, NamedRecords kind, string text, SaidNames names) =>
        named switch
        {
            null or JsonArray { Count: 0 } => null,
            JsonArray several => T(text, string.Join(", ", several.Select(one => names.Of(kind, $"{one}")))),
            _ => T(text, names.Of(kind, $"{named}")),
        };

    private static string? Minutes(JsonObject record, string field, string text) =>
        record[field] is { } minutes ? T(text, Time((int)minutes)) : null;

    private static string? List(JsonNode? names) =>
        names is JsonArray { Count: > 0 } list
            ? string.Join(", ", list.Select(static one => Convert.ToString(one, CultureInfo.InvariantCulture)))
            : null;

    private static string T(string key, params object?[] values) => Texts.Of($"settings.{key}", values);
}
