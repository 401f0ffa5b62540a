namespace Hub.Domain.Sla;

/// <summary>
/// Arithmetic in working time. An instant is working time when the local clock says so: an hour that the clocks skip is none,
/// and one that they go through twice is two. Without a calendar all time is working time.
/// </summary>
public sealed class WorkingTime
{
    /// <summary>A calendar that gives less than is asked for in so many days gives nothing at all.</summary>
    private const int MostDays = 366 * 100;

    public static readonly WorkingTime Always = new();

    private readonly TimeZoneInfo zone = TimeZoneInfo.Utc;
    private readonly ILookup<DayOfWeek, WorkingHours>? week;
    private readonly HashSet<DateOnly> holidays = [];

    private WorkingTime() { }

    public WorkingTime(TimeZoneInfo zone, IEnumerable<WorkingHours> hours, IEnumerable<DateOnly> holidays)
    {
        this.zone = zone;
        week = hours.OrderBy(one => one.From).ToLookup(one => (DayOfWeek)one.Day);
        this.holidays = [.. holidays];
    }

    /// <summary>The first instant by which so much working time has passed since the start; nothing when there never is.</summary>
    public DateTimeOffset? Add(DateTimeOffset start, TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
            return start;
        if (week is null)
            return start + time;
        var day = DayBefore(start);
        for (var days = 0; days < MostDays; days++, day = day.AddDays(1))
            foreach (var (from, to) in Of(day))
            {
                var begin = from > start ? from : start;
                if (to - begin >= time)
                    return begin + time;
                if (to > begin)
                    time -= to - begin;
            }
        return null;
    }

    /// <summary>How much working time passes between the two; none when the end comes first.</summary>
    public TimeSpan Between(DateTimeOffset start, DateTimeOffset end)
    {
        if (end <= start)
            return TimeSpan.Zero;
        if (week is null)
            return end - start;
        var sum = TimeSpan.Zero;
        var last = DateOnly.FromDateTime(end.UtcDateTime.AddHours(WallClock.MostOffset));
        for (var day = DayBefore(start); day <= last; day = day.AddDays(1))
            foreach (var (from, to) in Of(day))
            {
                var begin = from > start ? from : start;
                var until = to < end ? to : end;
                if (until > begin)
                    sum += until - begin;
            }
        return sum;
    }

    private static DateOnly DayBefore(DateTimeOffset at) =>
        DateOnly.FromDateTime(at.UtcDateTime.AddHours(-WallClock.MostOffset));

    /// <summary>The working stretches of a local day, in their order.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Of(DateOnly day)
    {
        if (holidays.Contains(day) || !week!.Contains(day.DayOfWeek))
            return [];
        var midnight = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var (earliest, latest) = (
            midnight.AddHours(-WallClock.MostOffset),
            midnight.AddHours(24 + WallClock.MostOffset)
        );
        var (before, after) = (zone.GetUtcOffset(earliest), zone.GetUtcOffset(latest));
        var hours = week[day.DayOfWeek];
        if (before == after)
            return hours.Select(one => At(midnight, one, before));
        var change = zone.ChangeBetween(earliest, latest, before);
        return hours
            .Select(one => At(midnight, one, before))
            .Select(one => (one.From, To: one.To < change ? one.To : change))
            .Concat(
                hours
                    .Select(one => At(midnight, one, after))
                    .Select(one => (From: one.From > change ? one.From : change, one.To))
            )
            .Where(one => one.From < one.To);
    }

    private static (DateTimeOffset From, DateTimeOffset To) At(
        DateTimeOffset midnight,
        WorkingHours hours,
        TimeSpan offset
    ) => (midnight.AddMinutes(hours.From) - offset, midnight.AddMinutes(hours.To) - offset);
}
