using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Alerts;
using Hub.Domain.Tickets;
using Hub.Sla;
using Hub.Wire.Bodies;

namespace Hub.Alerts;

/// <summary>What is told of expected dates and of tickets that are left alone.</summary>
/// <example>
/// {"time_zone": "Europe/Berlin", "alert_time": "09:00", "approaching_days": 2, "due_today": true, "overdue": true,
/// "idle_hours": 48, "idle_statuses": ["open"]}
/// </example>
internal sealed record UpdateAlertSettings
{
    private const int MostDays = 365;
    private const int MostHours = 8_760;
    private const string Nine = "09:00";

    /// <summary>Where expected dates are days, by its name in the IANA database; UTC when absent.</summary>
    /// <example>Europe/Berlin</example>
    [MaxLength(100), KnownTimeZone, DefaultValue("UTC")]
    public string? TimeZone { get; init; }

    /// <summary>When alerts about expected dates come, by the clocks there; at 09:00 when absent.</summary>
    /// <example>09:00</example>
    [TimeOfDay, DefaultValue(Nine)]
    public string? AlertTime { get; init; }

    /// <summary>How many days before an expected date it is told that it comes near; never when absent.</summary>
    /// <example>2</example>
    [Range(1, MostDays)]
    public int? ApproachingDays { get; init; }

    /// <summary>Whether it is told on the date itself; false when absent.</summary>
    [DefaultValue(false)]
    public bool? DueToday { get; init; }

    /// <summary>Whether it is told on the day after; false when absent.</summary>
    [DefaultValue(false)]
    public bool? Overdue { get; init; }

    /// <summary>After how many hours without a change by a person a ticket is idle; never when absent.</summary>
    /// <example>48</example>
    [Range(1, MostHours)]
    public int? IdleHours { get; init; }

    /// <summary>The SLA calendar by which those hours are counted, by its id; all hours count when absent.</summary>
    [IdOf("sla_calendar")]
    public long? IdleCalendarId { get; init; }

    /// <summary>Only tickets with one of these statuses can be idle; only open ones when absent.</summary>
    /// <example>["open", "on_hold"]</example>
    [Length(1, 5)]
    public IReadOnlyList<TicketStatus>? IdleStatuses { get; init; }

    public AlertSettings ToSettings() =>
        new()
        {
            TimeZone = TimeZone ?? AlertSettings.Default.TimeZone,
            AlertTime = TimeOfDayAttribute.Read(AlertTime ?? Nine)!.Value,
            ApproachingDays = ApproachingDays,
            DueToday = DueToday ?? false,
            Overdue = Overdue ?? false,
            IdleHours = IdleHours,
            IdleCalendarId = IdleCalendarId,
            IdleStatuses = IdleStatuses is { } statuses ? [.. statuses.Distinct()] : AlertSettings.Default.IdleStatuses,
        };
}

/// <summary>What is told of expected dates and of tickets that are left alone.</summary>
[Like(typeof(UpdateAlertSettings))]
internal sealed record AlertSettingsResponse
{
    /// <summary>Where expected dates are days, by its name in the IANA database.</summary>
    public required string TimeZone { get; init; }

    /// <summary>When alerts about expected dates come, by the clocks there.</summary>
    public required string AlertTime { get; init; }

    public int? ApproachingDays { get; init; }

    /// <summary>Whether it is told on the date itself.</summary>
    public required bool DueToday { get; init; }

    /// <summary>Whether it is told on the day after.</summary>
    public required bool Overdue { get; init; }

    public int? IdleHours { get; init; }

    public long? IdleCalendarId { get; init; }

    /// <summary>Only tickets with one of these statuses can be idle.</summary>
    public required IReadOnlyList<TicketStatus> IdleStatuses { get; init; }

    public static AlertSettingsResponse Of(AlertSettings settings) =>
        new()
        {
            TimeZone = settings.TimeZone,
            AlertTime = TimeOfDayAttribute.Write(settings.AlertTime),
            ApproachingDays = settings.ApproachingDays,
            DueToday = settings.DueToday,
            Overdue = settings.Overdue,
            IdleHours = settings.IdleHours,
            IdleCalendarId = settings.IdleCalendarId,
            IdleStatuses = settings.IdleStatuses,
        };
}
