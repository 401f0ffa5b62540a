using System.Globalization;
using Hub.Delivery.Templates.Writing;
using static Hub.Delivery.Templates.Builtins.Function;

namespace Hub.Delivery.Templates.Builtins;

/// <param name="IsDay">It is a day without a time, which is the same in every zone.</param>
internal readonly record struct Moment(DateTimeOffset At, bool IsDay);

/// <summary>Times in the zone and the language of the subscription.</summary>
internal static class DateFunctions
{
    private const int LongestPattern = 100;

    public static IReadOnlyDictionary<string, object?> All { get; } =
        new Dictionary<string, object?>
        {
            ["short"] = Of(Short),
            ["long"] = Of(Long),
            ["time"] = Of(static (context, moment) => Format(context, moment, context.Words.TimePattern)),
            ["day"] = Of(static (context, moment) => Format(context, moment, context.Words.DayPattern)),
            ["iso"] = Of(Iso),
            ["unix"] = new Function(
                static (context, given) => Moment(context, given[0])?.At.ToUnixTimeSeconds(),
                Any("time")
            ),
            ["format"] = new Function(
                static (context, given) =>
                    Moment(context, given[0]) is { } moment
                        ? Format(context, moment, Pattern((string?)given[1]))
                        : given[0],
                Any("time"),
                Text("pattern")
            ),
        };

    /// <summary>The day, as in 24 May 2026.</summary>
    public static string Short(RenderContext context, Moment moment) =>
        Format(context, moment, context.Words.DatePattern);

    /// <summary>Day and time.</summary>
    public static string Long(RenderContext context, Moment moment) =>
        moment.IsDay
            ? Short(context, moment)
            : $"{Short(context, moment)}{context.Words.BetweenDayAndTime}{Format(context, moment, context.Words.TimePattern)}";

    /// <summary>ISO 8601, or seconds since 1970; nothing of what is neither, which is said.</summary>
    public static Moment? Moment(RenderContext context, object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case string { Length: 10 } text
                when DateOnly.TryParseExact(
                    text,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var day
                ):
                return new(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero), IsDay: true);
            case string text
                when DateTimeOffset.TryParse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var at
                ):
                return new(at, IsDay: false);
            case int
            or long
                when Convert.ToInt64(value, CultureInfo.InvariantCulture) is >= 0 and < 253_402_300_800 and var seconds:
                return new(DateTimeOffset.FromUnixTimeSeconds(seconds), IsDay: false);
            default:
                context.Warn($"`{GraphemeCut.At(context.TextOf(value), 40)}` is no date.");
                return null;
        }
    }

    private static Function Of(Func<RenderContext, Moment, string> format) =>
        new(
            (context, given) => Moment(context, given[0]) is { } moment ? format(context, moment) : given[0],
            Any("time")
        );

    private static string Iso(RenderContext context, Moment moment) =>
        InZone(context, moment)
            .ToString(moment.IsDay ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Format(RenderContext context, Moment moment, string pattern) =>
        context.Words.Format(InZone(context, moment), pattern);

    private static DateTimeOffset InZone(RenderContext context, Moment moment) =>
        moment.IsDay ? moment.At : TimeZoneInfo.ConvertTime(moment.At, context.Settings.Zone);

    private static string Pattern(string? pattern) =>
        pattern is null or { Length: > LongestPattern }
            ? throw new InvalidOperationException($"A pattern of dates has at most {LongestPattern} characters.")
            : pattern;
}
