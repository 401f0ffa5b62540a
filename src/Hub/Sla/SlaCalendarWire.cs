using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Hub.Domain;
using Hub.Domain.Sla;
using Hub.Errors;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Sla;

/// <summary>A calendar to create: when an organization works.</summary>
/// <example>
/// {"name": "Berlin office", "time_zone": "Europe/Berlin", "hours": [{"day": "monday", "from": "09:00", "to": "17:30"}],
/// "holidays": ["2026-12-25"]}
/// </example>
internal sealed record CreateSlaCalendar : IHasRules
{
    /// <summary>Its name, unique in the organization whatever the case.</summary>
    /// <example>Berlin office</example>
    [Required, Length(1, 100)]
    public string? Name { get; init; }

    /// <summary>The time zone that hours and holidays are told in, by its name in the IANA database.</summary>
    /// <example>Europe/Berlin</example>
    [Required, MaxLength(100), KnownTimeZone]
    public string? TimeZone { get; init; }

    /// <summary>The week's working hours; those of one day do not overlap.</summary>
    /// <example>[{"day": "monday", "from": "09:00", "to": "17:30"}]</example>
    [Required, Length(1, 100)]
    public IReadOnlyList<WorkingHoursBody?>? Hours { get; init; }

    /// <summary>Days without working hours, as in 2026-12-25.</summary>
    /// <example>["2026-12-25"]</example>
    [Length(0, 1_000), Days]
    public IReadOnlyList<string>? Holidays { get; init; }

    public void Check(FieldErrors errors, DateTimeOffset now) => WorkingHoursBody.Check(Hours, errors);

    public SlaCalendar ToCalendar() =>
        new()
        {
            Name = Name!,
            TimeZone = TimeZone!,
            Hours = WorkingHoursBody.Read(Hours!),
            Holidays = DaysAttribute.Read(Holidays),
        };
}

/// <summary>What to change of a calendar; fields that are left out stay as they are.</summary>
/// <example>{"holidays": ["2026-12-25", "2026-12-26"]}</example>
[Like(typeof(CreateSlaCalendar))]
internal sealed record UpdateSlaCalendar : IHasRules
{
    [CannotBeCleared]
    public Optional<string?> Name { get; init; }

    [CannotBeCleared]
    public Optional<string?> TimeZone { get; init; }

    [CannotBeCleared]
    public Optional<IReadOnlyList<WorkingHoursBody?>?> Hours { get; init; }

    public Optional<IReadOnlyList<string>?> Holidays { get; init; }

    public void Check(FieldErrors errors, DateTimeOffset now) => WorkingHoursBody.Check(Hours.Or(null), errors);

    public SlaCalendar ApplyTo(SlaCalendar calendar) =>
        calendar with
        {
            Name = Name.Or(calendar.Name)!,
            TimeZone = TimeZone.Or(calendar.TimeZone)!,
            Hours = Hours.IsPresent ? WorkingHoursBody.Read(Hours.Value!) : calendar.Hours,
            Holidays = Holidays.IsPresent ? DaysAttribute.Read(Holidays.Value) : calendar.Holidays,
        };
}

/// <summary>Working hours of a weekday, by the clocks of the time zone.</summary>
internal sealed record WorkingHoursBody
{
    /// <summary>The day of the week.</summary>
    [Required]
    public Weekday? Day { get; init; }

    /// <summary>When they begin, as in 09:00.</summary>
    /// <example>09:00</example>
    [Required, TimeOfDay]
    public string? From { get; init; }

    /// <summary>When they end, as in 17:30; 24:00 is the end of the day.</summary>
    /// <example>17:30</example>
    [Required, TimeOfDay]
    public string? To { get; init; }

    /// <summary>Names every field at fault by where it stands in the list.</summary>
    public static void Check(IReadOnlyList<WorkingHoursBody?>? hours, FieldErrors errors)
    {
        for (var index = 0; index < (hours?.Count ?? 0); index++)
            if (hours![index] is { } one)
                RecordCheck.Check(one, $"hours[{index}].", errors);
            else
                errors.Add($"hours[{index}]", "Must not be null.");
    }

    public static IReadOnlyList<WorkingHours> Read(IReadOnlyList<WorkingHoursBody?> hours) =>
        [
            .. hours.Select(one => new WorkingHours(
                one!.Day!.Value,
                TimeOfDayAttribute.Read(one.From!)!.Value,
                TimeOfDayAttribute.Read(one.To!)!.Value
            )),
        ];

    public static WorkingHoursBody Of(WorkingHours hours) =>
        new()
        {
            Day = hours.Day,
            From = TimeOfDayAttribute.Write(hours.From),
            To = TimeOfDayAttribute.Write(hours.To),
        };
}

/// <summary>When an organization works.</summary>
[Like(typeof(CreateSlaCalendar))]
internal sealed record SlaCalendarResponse(
    string Name,
    string TimeZone,
    IReadOnlyList<WorkingHoursBody> Hours,
    IReadOnlyList<string> Holidays
) : Resources.RecordResponse
{
    public static SlaCalendarResponse Of(SlaCalendar calendar) =>
        new(
            calendar.Name,
            calendar.TimeZone,
            [.. calendar.Hours.Select(WorkingHoursBody.Of)],
            [.. calendar.Holidays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]
        );
}

/// <summary>A time zone whose clocks this machine knows.</summary>
internal sealed class KnownTimeZoneAttribute : RuleAttribute
{
    public override void Check(FieldErrors errors, string field, object value)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById((string)value, out _))
            errors.Add(field, "Must be the name of a time zone in the IANA database, as in Europe/Berlin.");
    }
}

/// <summary>A time of day in hours and minutes; 24:00 is one too.</summary>
internal sealed class TimeOfDayAttribute : RuleAttribute
{
    private const int EndOfDay = 24 * 60;

    public override void Check(FieldErrors errors, string field, object value)
    {
        if (Read((string)value) is null)
            errors.Add(field, "Must be a time of day from 00:00 to 24:00, as in 09:00.");
    }

    /// <summary>Minutes since midnight; nothing when it is no time of day.</summary>
    public static int? Read(string text) =>
        text == "24:00" ? EndOfDay
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.Hour * 60 + time.Minute
        : null;

    public static string Write(int minutes) => $"{minutes / 60:00}:{minutes % 60:00}";
}

/// <summary>Days, each once or more.</summary>
internal sealed class DaysAttribute : RuleAttribute
{
    public override void Check(FieldErrors errors, string field, object value)
    {
        foreach (var (index, text) in ((IReadOnlyList<string>)value).Index())
            if (!TryRead(text, out _))
                errors.Add($"{field}[{index}]", "Must be a day, as in 2026-12-25.");
    }

    public static IReadOnlyList<DateOnly> Read(IReadOnlyList<string>? days) =>
        [.. (days ?? []).Select(text => TryRead(text, out var day) ? day : default).Distinct().Order()];

    private static bool TryRead(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
