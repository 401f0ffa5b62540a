using System.Text.Json.Serialization;
using Hub.Domain.Records;

namespace Hub.Domain.Sla;

/// <summary>When an organization works: the clocks of its tickets run then.</summary>
public sealed record SlaCalendar : Record
{
    public required string Name { get; init; }

    /// <summary>A name of the IANA time zone database; hours and holidays are told by its clocks.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The week's working hours; those of one day do not overlap.</summary>
    public IReadOnlyList<WorkingHours> Hours { get; init; } = [];

    /// <summary>Days without working hours.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    public static readonly Kind<SlaCalendar> Kind = RecordKinds.Declare<SlaCalendar>(
        "sla_calendar",
        "sla-calendars",
        SlaJson.Default,
        fields => fields.Folded("name", one => one.Name, unique: true)
    );

    /// <summary>Whether what it says holds together.</summary>
    public Decision<SlaCalendar> Check() => WorkingHours.WhyWrong(Hours) is { } refusal ? refusal : this;
}

/// <summary>A stretch of a weekday, by local clocks.</summary>
/// <param name="From">Minutes since midnight.</param>
/// <param name="To">Minutes since midnight, 1,440 at most; the minute itself belongs no longer to it.</param>
public sealed record WorkingHours(Weekday Day, int From, int To)
{
    /// <summary>What does not hold of a week's hours, and where in their list; nothing when all does.</summary>
    public static Refusal? WhyWrong(IReadOnlyList<WorkingHours> week)
    {
        foreach (var day in week.Index().GroupBy(one => one.Item.Day))
        {
            var end = 0;
            foreach (var (index, hours) in day.OrderBy(one => one.Item.From))
            {
                if (hours.From >= hours.To)
                    return Wrong(index, "Each must begin before it ends.");
                if (hours.From < end)
                    return Wrong(index, "Those of one day must not overlap.");
                end = hours.To;
            }
        }
        return null;
    }

    private static Refusal Wrong(int index, string why) =>
        Refusal.Invalid("validation_failed", why, FormattableString.Invariant($"hours[{index}]"));
}

/// <summary>A day of the week; its number is that of <see cref="DayOfWeek"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Weekday>))]
public enum Weekday
{
    [JsonStringEnumMemberName("sunday")]
    Sunday,

    [JsonStringEnumMemberName("monday")]
    Monday,

    [JsonStringEnumMemberName("tuesday")]
    Tuesday,

    [JsonStringEnumMemberName("wednesday")]
    Wednesday,

    [JsonStringEnumMemberName("thursday")]
    Thursday,

    [JsonStringEnumMemberName("friday")]
    Friday,

    [JsonStringEnumMemberName("saturday")]
    Saturday,
}

[JsonSerializable(typeof(SlaCalendar))]
[JsonSerializable(typeof(SlaPolicy))]
internal sealed partial class SlaJson : JsonSerializerContext;
