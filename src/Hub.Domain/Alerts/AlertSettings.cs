using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Records;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;

namespace Hub.Domain.Alerts;

/// <summary>What an organization wants to be told of its open tickets beside their SLA; one of an organization.</summary>
public sealed record AlertSettings
{
    public const string Partition = "settings";

    public const string DocumentId = "alerts";

    /// <summary>Nobody is told before somebody wants it.</summary>
    public static readonly AlertSettings Default = new();

    public static readonly DocumentType<AlertSettings> Document = RecordKinds
        .Beside<AlertSettings>("alert_settings", AlertJson.Default)
        .Integer("idle_calendar_id", one => one.IdleCalendarId);

    /// <summary>Where an expected date begins and ends, by its name in the IANA database.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>When alerts about expected dates come, in minutes since midnight by the clocks there.</summary>
    public int AlertTime { get; init; } = 9 * 60;

    /// <summary>So many days before the date it is told that it comes near; never when absent.</summary>
    public int? ApproachingDays { get; init; }

    /// <summary>Whether it is told on the date itself.</summary>
    public bool DueToday { get; init; }

    /// <summary>Whether it is told on the day after.</summary>
    public bool Overdue { get; init; }

    /// <summary>After so many hours without a change by a person a ticket is idle; never when absent.</summary>
    public int? IdleHours { get; init; }

    /// <summary>By which those hours count; all do when absent.</summary>
    public long? IdleCalendarId { get; init; }

    /// <summary>Only tickets with one of these can be idle.</summary>
    public IReadOnlyList<TicketStatus> IdleStatuses { get; init; } = [TicketStatus.Open];

    [JsonIgnore]
    public bool WantsDates => ApproachingDays is not null || DueToday || Overdue;
}

/// <summary>The settings with what they name.</summary>
public sealed record AlertTerms(AlertSettings Settings, TimeZoneInfo Zone, WorkingTime IdleTime)
{
    public static readonly AlertTerms None = new(AlertSettings.Default, TimeZoneInfo.Utc, WorkingTime.Always);

    /// <summary>Which day it is then, where dates are told.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
}

[JsonSerializable(typeof(AlertSettings))]
internal sealed partial class AlertJson : JsonSerializerContext;
