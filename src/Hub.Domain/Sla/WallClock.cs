namespace Hub.Domain.Sla;

/// <summary>When the clocks of a time zone show what, where they skip hours and go through others twice.</summary>
internal static class WallClock
{
    /// <summary>Every clock on earth is closer to UTC than so many hours.</summary>
    public const int MostOffset = 15;

    /// <summary>The first instant at which the clocks have come so far; a time that they skip comes when they skip it.</summary>
    /// <param name="minutes">Since midnight.</param>
    public static DateTimeOffset FirstTime(this TimeZoneInfo zone, DateOnly day, int minutes)
    {
        var wall = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).AddMinutes(minutes);
        var (earliest, latest) = (wall.AddHours(-MostOffset), wall.AddHours(MostOffset));
        var (before, after) = (zone.GetUtcOffset(earliest), zone.GetUtcOffset(latest));
        if (before == after)
            return wall - before;
        var change = zone.ChangeBetween(earliest, latest, before);
        if (wall - before < change)
            return wall - before;
        return wall - after > change ? wall - after : change;
    }

    /// <summary>The second in which the clocks change.</summary>
    /// <param name="before">What they show more than UTC until then.</param>
    public static DateTimeOffset ChangeBetween(
        this TimeZoneInfo zone,
        DateTimeOffset earliest,
        DateTimeOffset latest,
        TimeSpan before
    )
    {
        var (low, high) = (earliest.ToUnixTimeSeconds(), latest.ToUnixTimeSeconds());
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == before)
                low = middle;
            else
                high = middle;
        }
        return DateTimeOffset.FromUnixTimeSeconds(high);
    }
}
