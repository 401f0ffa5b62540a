namespace Hub.Demo;

/// <summary>When people work: the hours of an office, and which of them are busy.</summary>
internal static class WorkingWeek
{
    public const string TimeZoneName = "Europe/Berlin";

    private const int From = 8;
    private const int Until = 18;

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZoneName);

    /// <summary>How many tickets a day brings, from Sunday on.</summary>
    private static readonly int[] OfDay = [2, 27, 23, 21, 20, 16, 3];

    /// <summary>How the day's tickets are spread over its hours, from the first working hour on.</summary>
    private static readonly int[] OfHour = [7, 14, 15, 11, 6, 10, 13, 11, 8, 5];

    /// <summary>The day where the office is.</summary>
    public static DateOnly DayOf(DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    public static DateTimeOffset At(DateOnly day, double hours)
    {
        var clock = day.ToDateTime(TimeOnly.MinValue).AddHours(hours);
        return new DateTimeOffset(clock, Zone.GetUtcOffset(clock)).ToUniversalTime();
    }

    public static bool IsWorkday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>When the tickets of a day come in.</summary>
    public static IEnumerable<DateTimeOffset> Arrivals(DateOnly day, Random random)
    {
        var usual = OfDay[(int)day.DayOfWeek];
        var count = usual + random.Next(-usual / 5, usual / 5 + 1);
        var hours = Enumerable.Range(0, count).Select(_ => From + BusyHour(random) + random.NextDouble());
        foreach (var hour in hours.Order())
            yield return At(day, hour);
    }

    /// <summary>The time that is so many minutes of work later.</summary>
    public static DateTimeOffset After(DateTimeOffset at, double minutes)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
        while (true)
        {
            var day = DateOnly.FromDateTime(local);
            var hour = Math.Max(local.TimeOfDay.TotalHours, From);
            if (IsWorkday(day) && hour < Until)
            {
                var left = (Until - hour) * 60;
                if (minutes < left)
                    return At(day, hour + minutes / 60);
                minutes -= left;
            }
            local = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        }
    }

    private static int BusyHour(Random random)
    {
        var at = random.Next(OfHour.Sum());
        var hour = 0;
        while (at >= OfHour[hour])
            at -= OfHour[hour++];
        return hour;
    }
}
