using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Sla;
using Xunit;

namespace Hub.Domain.Tests.Sla;

/// <summary>Working time against a model that asks the clock on the wall minute by minute.</summary>
public sealed class WorkingTimeTests
{
    /// <summary>Clocks that change in March and October, in April and by half an hour, in Ramadan, by a whole day, and never.</summary>
    private static readonly string[] Zones =
    [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "Etc/UTC",
    ];

    /// <summary>Days around which something is unusual: clocks change, the year has a day more.</summary>
    private static readonly DateTimeOffset[] Starts =
    [
        Utc(2026, 3, 27),
        Utc(2026, 10, 23),
        Utc(2026, 3, 6),
        Utc(2026, 10, 30),
        Utc(2026, 4, 3),
        Utc(2026, 10, 2),
        Utc(2026, 2, 13),
        Utc(2028, 2, 27),
        Utc(2026, 12, 30),
    ];

    private static readonly Gen<Example> Examples =
        from zone in Gen.Elements(Zones)
        from start in Gen.Elements(Starts)
        from offset in Gen.Choose(0, 4 * 24 * 60)
        from length in Gen.Choose(0, 3 * 24 * 60)
        from hours in Gen.Choose(0, 287).Two().Select(Hours).ListOf(5)
        from holiday in Gen.Choose(0, 5)
        select new Example(
            zone,
            start.AddMinutes(offset),
            length,
            [.. hours.SelectMany(one => one).DistinctBy(one => one.Day)],
            DateOnly.FromDateTime(start.UtcDateTime).AddDays(holiday)
        );

    [Fact]
    public void So_much_passes_between_two_instants_as_the_clock_on_the_wall_says() =>
        Hold(example =>
        {
            var end = example.Start.AddMinutes(example.Length);
            return example.Time.Between(example.Start, end) == TimeSpan.FromMinutes(example.Count(end));
        });

    [Fact]
    public void What_is_added_has_passed_and_a_moment_before_it_had_not() =>
        Hold(example =>
        {
            if (example.Hours.Count == 0)
                return example.Time.Add(example.Start, TimeSpan.FromMinutes(1)) is null;
            var time = TimeSpan.FromMinutes(example.Length % 600 + 1);
            return example.Time.Add(example.Start, time) is { } end
                && example.Time.Between(example.Start, end) == time
                && example.Time.Between(example.Start, end.AddSeconds(-1)) < time;
        });

    [Fact]
    public void Time_adds_up() =>
        Hold(example =>
        {
            var (middle, end) = (
                example.Start.AddMinutes(example.Length / 3),
                example.Start.AddMinutes(example.Length)
            );
            return example.Time.Between(example.Start, middle) + example.Time.Between(middle, end)
                == example.Time.Between(example.Start, end);
        });

    [Theory]
    [InlineData("2026-03-29T00:30:00Z", 60, "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25T00:30:00Z", 120, "2026-10-25T02:30:00Z")]
    [InlineData("2028-02-28T22:00:00Z", 120, "2028-02-29T00:00:00Z")]
    public void A_night_in_Berlin_is_as_long_as_it_is(string start, int minutes, string end)
    {
        var always = Enum.GetValues<Weekday>().Select(day => new WorkingHours(day, 0, 1440));
        var time = new WorkingTime(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), always, []);

        Assert.Equal(DateTimeOffset.Parse(end), time.Add(DateTimeOffset.Parse(start), TimeSpan.FromMinutes(minutes)));
    }

    private static void Hold(Func<Example, bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Examples.ToArbitrary(), law));

    /// <summary>The same hours on each of three days.</summary>
    private static IEnumerable<WorkingHours> Hours((int One, int Other) ends)
    {
        var (from, to) = (Math.Min(ends.One, ends.Other) * 5, Math.Max(ends.One, ends.Other) * 5 + 5);
        return [new((Weekday)(from % 7), from, to), new((Weekday)(to % 7), from, to)];
    }

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    private sealed record Example(
        string Zone,
        DateTimeOffset Start,
        int Length,
        IReadOnlyList<WorkingHours> Hours,
        DateOnly Holiday
    )
    {
        private readonly TimeZoneInfo clock = TimeZoneInfo.FindSystemTimeZoneById(Zone);

        public WorkingTime Time => new(clock, Hours, [Holiday]);

        /// <summary>Minute by minute, so many until the end.</summary>
        public int Count(DateTimeOffset end)
        {
            var count = 0;
            for (var at = Start; at < end; at = at.AddMinutes(1))
            {
                var local = TimeZoneInfo.ConvertTime(at, clock);
                var minute = local.Hour * 60 + local.Minute;
                if (DateOnly.FromDateTime(local.DateTime) != Holiday)
                    if (Hours.Any(one => (int)one.Day == (int)local.DayOfWeek && one.From <= minute && minute < one.To))
                        count++;
            }
            return count;
        }
    }
}
