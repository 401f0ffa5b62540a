using System.Globalization;
using System.Text;

namespace Hub.Delivery.Templates;

/// <summary>Which form of a noun goes with a number.</summary>
internal enum PluralForm
{
    One,
    Few,
    Other,
}

/// <summary>What one language needs: its names of days and months, its patterns, and the few words that functions say.</summary>
internal sealed record LanguageWords
{
    private static readonly string[] DigitsOf = ["۰", "۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹"];

    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Twelve, as they stand inside a date.</summary>
    public required string[] Months { get; init; }

    /// <summary>Twelve, shortened.</summary>
    public required string[] ShortMonths { get; init; }

    /// <summary>From Sunday.</summary>
    public required string[] Days { get; init; }

    /// <summary>From Sunday, shortened.</summary>
    public required string[] ShortDays { get; init; }

    public string DatePattern { get; init; } = "d MMMM yyyy";

    public string DayPattern { get; init; } = "dddd d MMMM";

    public string TimePattern { get; init; } = "HH:mm";

    public string BetweenDayAndTime { get; init; } = ", ";

    public string DecimalSeparator { get; init; } = ",";

    public string GroupSeparator { get; init; } = ".";

    public required Func<decimal, PluralForm> PluralOf { get; init; }

    /// <summary>The note at the end of a text that was cut.</summary>
    public required string Shortened { get; init; }

    /// <summary>Whether dates are of the Persian calendar, and numbers in its digits.</summary>
    public bool IsPersian { get; init; }

    public string Number(decimal number, int? decimals)
    {
        var rounded = decimals is { } count ? Math.Round(number, count, MidpointRounding.AwayFromZero) : number;
        var pattern = decimals is { } fixedCount ? $"N{fixedCount}" : "#,##0.#########";
        var text = rounded.ToString(pattern, CultureInfo.InvariantCulture);
        var written = new StringBuilder(text.Length);
        foreach (var one in text)
            written.Append(
                one switch
                {
                    ',' => GroupSeparator,
                    '.' => DecimalSeparator,
                    _ => one.ToString(),
                }
            );
        return InDigits(written.ToString());
    }

    /// <param name="pattern">
    /// <c>yyyy</c>, <c>MMMM</c>, <c>dd</c>, <c>HH</c> and so on, as .NET has them; text between single quotes is itself.
    /// </param>
    public string Format(DateTimeOffset at, string pattern)
    {
        var written = new StringBuilder();
        for (var from = 0; from < pattern.Length; )
        {
            var letter = pattern[from];
            if (letter == '\'')
            {
                var close = pattern.IndexOf('\'', from + 1);
                var end = close < 0 ? pattern.Length : close;
                written.Append(pattern, from + 1, end - from - 1);
                from = end + 1;
                continue;
            }
            var count = 1;
            while (from + count < pattern.Length && pattern[from + count] == letter)
                count++;
            written.Append(Part(at, letter, count) ?? pattern.Substring(from, count));
            from += count;
        }
        return InDigits(written.ToString());
    }

    private string? Part(DateTimeOffset at, char letter, int count)
    {
        var (year, month, day) = DateOf(at);
        return (letter, count) switch
        {
            ('y', <= 2) => Padded(year % 100, 2),
            ('y', _) => Padded(year, 4),
            ('M', <= 2) => Padded(month, count),
            ('M', 3) => ShortMonths[month - 1],
            ('M', _) => Months[month - 1],
            ('d', <= 2) => Padded(day, count),
            ('d', 3) => ShortDays[(int)at.DayOfWeek],
            ('d', _) => Days[(int)at.DayOfWeek],
            ('H', _) => Padded(at.Hour, count),
            ('h', _) => Padded((at.Hour + 11) % 12 + 1, count),
            ('m', _) => Padded(at.Minute, count),
            ('s', _) => Padded(at.Second, count),
            ('t', _) => at.Hour < 12 ? "AM" : "PM",
            ('z', _) => $"{(at.Offset < TimeSpan.Zero ? '-' : '+')}{at.Offset:hh\\:mm}",
            _ => null,
        };
    }

    private (int Year, int Month, int Day) DateOf(DateTimeOffset at)
    {
        if (!IsPersian)
            return (at.Year, at.Month, at.Day);
        var calendar = new PersianCalendar();
        var date = at.DateTime < calendar.MinSupportedDateTime ? calendar.MinSupportedDateTime : at.DateTime;
        return (calendar.GetYear(date), calendar.GetMonth(date), calendar.GetDayOfMonth(date));
    }

    private static string Padded(int number, int count) =>
        number.ToString(CultureInfo.InvariantCulture).PadLeft(Math.Min(count, 4), '0');

    private string InDigits(string text) =>
        IsPersian && text.AsSpan().ContainsAnyInRange('0', '9')
            ? string.Concat(text.Select(static one => char.IsAsciiDigit(one) ? DigitsOf[one - '0'] : one.ToString()))
            : text;
}
