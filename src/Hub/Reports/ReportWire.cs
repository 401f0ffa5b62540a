using System.Text.Json.Serialization;
using Hub.Domain.Reports;
using Hub.Wire;

namespace Hub.Reports;

/// <summary>A report, from counters that follow what happens by seconds.</summary>
internal sealed record ReportResponse<TLine>
{
    /// <summary>The first day.</summary>
    /// <example>2026-05-01</example>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    /// <example>2026-05-31</example>
    public required DateOnly To { get; init; }

    /// <summary>Where days begin and end: the time zone of the settings of alerts, by its name in the IANA database.</summary>
    /// <example>Europe/Berlin</example>
    public required string TimeZone { get; init; }

    /// <summary>The lines, in the order of days, departments and agents; those that would be empty are left out, but for days.</summary>
    public required IReadOnlyList<TLine> Lines { get; init; }

    /// <summary>All lines together.</summary>
    public required TLine Total { get; init; }

    /// <summary>What happened up to then is counted.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>How many seconds ago that was.</summary>
    /// <example>0.7</example>
    public required double AgeSeconds { get; init; }

    /// <summary>Whether tickets from before are still being counted, and numbers are too small: after an upgrade, an import, or a change of the time zone.</summary>
    public required bool Building { get; init; }

    /// <summary>The place of the last event that was counted, in the hub's order of commits.</summary>
    /// <example>48213</example>
    public required long Position { get; init; }
}

/// <summary>What a line is about.</summary>
internal abstract record ReportLine
{
    /// <summary>The day; absent when lines are not of days.</summary>
    [JsonPropertyOrder(-1)]
    public DateOnly? Day { get; set; }

    /// <summary>The department, by its id; absent when lines are not of departments, and where it was none's.</summary>
    [JsonPropertyOrder(-1)]
    public long? DepartmentId { get; set; }

    /// <summary>The department's name.</summary>
    [JsonPropertyOrder(-1)]
    public string? Department { get; set; }

    /// <summary>The agent, by their id; absent when lines are not of agents, and where it was nobody's.</summary>
    [JsonPropertyOrder(-1)]
    public long? AgentId { get; set; }

    /// <summary>The agent's name.</summary>
    [JsonPropertyOrder(-1)]
    public string? Agent { get; set; }

    private protected static double? Share(long part, long all) => all == 0 ? null : Math.Round((double)part / all, 4);
}

/// <summary>How many tickets came, and what became of them.</summary>
internal sealed record VolumeLine : ReportLine
{
    public static readonly ReportMeasures Measures = new(Measure.Created, 4);

    /// <summary>Tickets that came in, for the department and the agent that first had them.</summary>
    public required long Created { get; init; }

    /// <summary>Times that a ticket was resolved, or closed without that.</summary>
    public required long Resolved { get; init; }

    /// <summary>Times that a resolved or closed ticket was opened again.</summary>
    public required long Reopened { get; init; }

    /// <summary>Tickets that were merged into others.</summary>
    public required long Merged { get; init; }

    public static VolumeLine Of(long[] sums) =>
        new()
        {
            Created = sums[Measure.Created],
            Resolved = sums[Measure.Resolved],
            Reopened = sums[Measure.Reopened],
            Merged = sums[Measure.Merged],
        };
}

/// <summary>How many tickets were open.</summary>
internal sealed record BacklogLine : ReportLine
{
    public static readonly ReportMeasures Measures = new(Measure.Backlog, 1, IsLevel: true);

    /// <summary>Tickets neither resolved nor closed at the end of the day; where lines are not of days, of the last one.</summary>
    public required long Open { get; init; }

    public static BacklogLine Of(long[] sums) => new() { Open = sums[0] };
}

/// <summary>How long something took, by the clock on the wall.</summary>
internal sealed record DurationLine : ReportLine
{
    public static readonly ReportMeasures FirstResponse = new(Measure.FirstResponseTime, Measure.DurationLength);

    public static readonly ReportMeasures Resolution = new(Measure.ResolutionTime, Measure.DurationLength);

    /// <summary>How many there were.</summary>
    public required long Count { get; init; }

    /// <summary>Seconds from the ticket's creation on, on average; absent when there were none.</summary>
    public long? AverageSeconds { get; init; }

    /// <summary>The half of them took so many seconds at most, to within 10 per cent.</summary>
    public long? MedianSeconds { get; init; }

    /// <summary>Nine of ten took so many seconds at most, to within 10 per cent.</summary>
    [JsonPropertyName("p90_seconds")]
    public long? P90Seconds { get; init; }

    public static DurationLine Of(long[] sums)
    {
        var classes = sums.AsSpan(1);
        var count = 0L;
        foreach (var number in classes)
            count += number;
        return new()
        {
            Count = count,
            AverageSeconds = count == 0 ? null : sums[0] / count,
            MedianSeconds = DurationClasses.Percentile(classes, 0.5),
            P90Seconds = DurationClasses.Percentile(classes, 0.9),
        };
    }
}

/// <summary>How many of the targets of SLA policies were met.</summary>
internal sealed record SlaLine : ReportLine
{
    public static readonly ReportMeasures Measures = new(Measure.FirstResponseMet, 4);

    /// <summary>First responses in time.</summary>
    public required long FirstResponseMet { get; init; }

    /// <summary>First responses that were not there in time.</summary>
    public required long FirstResponseBreached { get; init; }

    /// <summary>The share in time, from 0 to 1; absent when there were none.</summary>
    public double? FirstResponseAttainment { get; init; }

    /// <summary>Resolutions in time.</summary>
    public required long ResolutionMet { get; init; }

    /// <summary>Resolutions that were not there in time.</summary>
    public required long ResolutionBreached { get; init; }

    /// <summary>The share in time, from 0 to 1; absent when there were none.</summary>
    public double? ResolutionAttainment { get; init; }

    public static SlaLine Of(long[] sums) =>
        new()
        {
            FirstResponseMet = sums[0],
            FirstResponseBreached = sums[1],
            FirstResponseAttainment = Share(sums[0], sums[0] + sums[1]),
            ResolutionMet = sums[2],
            ResolutionBreached = sums[3],
            ResolutionAttainment = Share(sums[2], sums[2] + sums[3]),
        };
}

/// <summary>How satisfied requesters were, for the department and the agent that had the ticket when it was resolved.</summary>
internal sealed record CsatLine : ReportLine
{
    public static readonly ReportMeasures Measures = new(Measure.SurveysAsked, 6);

    /// <summary>Surveys that were asked.</summary>
    public required long Asked { get; init; }

    /// <summary>Surveys that were answered.</summary>
    public required long Answered { get; init; }

    /// <summary>The score on average, from 1, the worst, to 5; absent when there were no answers.</summary>
    public double? AverageScore { get; init; }

    /// <summary>Answers with a score of 4 or 5.</summary>
    public required long Good { get; init; }

    /// <summary>Their share of all answers, from 0 to 1; absent when there were none.</summary>
    public double? GoodShare { get; init; }

    public static CsatLine Of(long[] sums)
    {
        var (answered, points) = (0L, 0L);
        for (var score = 1; score <= 5; score++)
            (answered, points) = (answered + sums[score], points + (sums[score] * score));
        var good = sums[4] + sums[5];
        return new()
        {
            Asked = sums[0],
            Answered = answered,
            AverageScore = answered == 0 ? null : Math.Round((double)points / answered, 2),
            Good = good,
            GoodShare = Share(good, answered),
        };
    }
}

[JsonSerializable(typeof(One<ReportResponse<VolumeLine>>))]
[JsonSerializable(typeof(One<ReportResponse<BacklogLine>>))]
[JsonSerializable(typeof(One<ReportResponse<DurationLine>>))]
[JsonSerializable(typeof(One<ReportResponse<SlaLine>>))]
[JsonSerializable(typeof(One<ReportResponse<CsatLine>>))]
internal sealed partial class ReportsJson : JsonSerializerContext;
