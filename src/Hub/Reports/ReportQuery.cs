using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Errors;
using Hub.OnCall;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Reports;

/// <summary>What a line of a report is about.</summary>
internal enum ReportGroup
{
    [JsonStringEnumMemberName("day")]
    Day,

    [JsonStringEnumMemberName("department")]
    Department,

    [JsonStringEnumMemberName("agent")]
    Agent,
}

/// <summary>Which days a report is about, of whom, and what its lines are.</summary>
internal sealed record ReportQuery
{
    /// <summary>The most days that a report is about.</summary>
    public const int MostDays = 366;

    private const int UsualDays = 30;
    private const int MostIds = 100;

    /// <summary>The first day, where the organization's days begin; 29 days before the last one when absent.</summary>
    /// <example>2026-05-01</example>
    [FromQuery(Name = "from"), Day]
    public string? From { get; init; }

    /// <summary>The last day; today when absent. A report is about 366 days at most.</summary>
    /// <example>2026-05-31</example>
    [FromQuery(Name = "to"), Day]
    public string? To { get; init; }

    /// <summary>What each line is about, separated by commas: a day, a department, an agent, or several of these together.</summary>
    [FromQuery(Name = "group_by"), CommaSeparated(typeof(ReportGroup)), DefaultValue("day")]
    public string? GroupBy { get; init; }

    /// <summary>Only of these departments, by their ids, separated by commas.</summary>
    [FromQuery(Name = "department_id"), CommaSeparated(typeof(long))]
    public string? DepartmentId { get; init; }

    /// <summary>Only of these agents, by their ids, separated by commas.</summary>
    [FromQuery(Name = "agent_id"), CommaSeparated(typeof(long))]
    public string? AgentId { get; init; }

    /// <summary>json or csv; without it what the Accept header asks for, and else json.</summary>
    [FromQuery(Name = "format"), AllowedValues("json", "csv"), DefaultValue("json")]
    public string? Format { get; init; }

    public ReportScope Read(DateOnly today, FieldErrors errors)
    {
        var to = Day("to", To, errors) ?? today;
        var from = Day("from", From, errors) ?? to.AddDays(1 - UsualDays);
        var areRead = !errors.Has("from") && !errors.Has("to");
        if (areRead && from > to)
            errors.Add("from", "Must not be after to.");
        else if (areRead && to.DayNumber - from.DayNumber >= MostDays)
            errors.Add("from", $"Must be less than {MostDays} days before to.");
        return new ReportScope(
            from.DayNumber,
            to.DayNumber,
            Groups(errors),
            Ids("department_id", DepartmentId, errors),
            Ids("agent_id", AgentId, errors)
        );
    }

    private static DateOnly? Day(string field, string? text, FieldErrors errors)
    {
        if (text is null)
            return null;
        if (DayAttribute.Read(text) is { } day)
            return day;
        new DayAttribute().Check(errors, field, text);
        return null;
    }

    private HashSet<ReportGroup> Groups(FieldErrors errors)
    {
        if (GroupBy is null)
            return [ReportGroup.Day];
        var names = EnumNames.Of(typeof(ReportGroup)).ToList();
        var groups = Words(GroupBy).Select(word => names.IndexOf(word)).ToHashSet();
        if (groups.Count == 0 || groups.Contains(-1))
            errors.Add("group_by", $"Must name some of {string.Join(", ", names)}.");
        return [.. groups.Select(static at => (ReportGroup)at)];
    }

    private static HashSet<long>? Ids(string field, string? text, FieldErrors errors)
    {
        if (text is null)
            return null;
        var (ids, words) = (new HashSet<long>(), Words(text));
        if (words.Length > MostIds)
            errors.Add(field, $"Must name at most {MostIds} values.");
        foreach (var word in words)
            if (long.TryParse(word, out var id))
                ids.Add(id);
            else
                errors.Add(field, $"{FieldErrors.Shorten(word)} is no id.");
        return ids;
    }

    private static string[] Words(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The same, read.</summary>
/// <param name="From">As <see cref="DateOnly.DayNumber"/>.</param>
/// <param name="Departments">All when absent.</param>
/// <param name="Agents">All when absent.</param>
internal sealed record ReportScope(
    int From,
    int To,
    IReadOnlySet<ReportGroup> Groups,
    IReadOnlySet<long>? Departments,
    IReadOnlySet<long>? Agents
)
{
    public bool By(ReportGroup group) => Groups.Contains(group);
}
