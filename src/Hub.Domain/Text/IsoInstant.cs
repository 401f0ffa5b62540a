using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hub.Domain.Text;

/// <summary>
/// Dates and times of ISO 8601, in its extended form or its basic one. Without a zone they are UTC, whatever the machine's zone
/// is; a date alone is its midnight.
/// </summary>
public readonly record struct IsoInstant(DateTimeOffset Value) : IParsable<IsoInstant>
{
    /// <summary>What a value has to be, for whoever wrote another one.</summary>
    public const string Expectation = "a date and time in ISO 8601, as in 2026-05-24T10:30:00Z";

    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        var reader = new Reader(text);
        if (!reader.Date(out var day) || !reader.Time(out var time) || !reader.Zone(out var offset) || !reader.IsAtEnd)
            return false;
        try
        {
            value = new DateTimeOffset(day + time, TimeSpan.Zero) - offset;
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            // Before the year 1 or after the year 9999, once it is in UTC.
            return false;
        }
    }

    public static IsoInstant Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var read) ? read : throw new FormatException($"'{s}' is not {Expectation}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out IsoInstant result)
    {
        var isRead = TryRead(s, out var value);
        result = new(value);
        return isRead;
    }

    /// <summary>Reads from left to right; whether the date has its dashes decides whether the rest has its colons.</summary>
    private ref struct Reader(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> rest = text;
        private bool isExtended;
        private bool hasTime;

        public readonly bool IsAtEnd => rest.IsEmpty;

        public bool Date(out DateTime day)
        {
            day = default;
            if (!Number(4, out var year))
                return false;
            isExtended = Take('-');
            if (!Number(2, out var month) || (isExtended && !Take('-')) || !Number(2, out var date))
                return false;
            if (year < 1 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month))
                return false;
            day = new DateTime(year, month, date, 0, 0, 0, DateTimeKind.Utc);
            return true;
        }

        public bool Time(out TimeSpan time)
        {
            time = default;
            if (!Take('T') && !Take('t'))
                return true;
            hasTime = true;
            if (!Number(2, out var hour) || !Part(out var minute) || hour > 23 || minute > 59)
                return false;
            var second = 0;
            // A leap second is the first instant of the next minute.
            if (
                (isExtended ? rest is [':', ..] : rest is [>= '0' and <= '9', ..]) && (!Part(out second) || second > 60)
            )
                return false;
            time = new TimeSpan(hour, minute, second);
            return Fraction(ref time);
        }

        public bool Zone(out TimeSpan offset)
        {
            offset = default;
            if (!hasTime || rest.IsEmpty || Take('Z') || Take('z'))
                return true;
            var isBehind = rest[0] == '-';
            if (!Take('-') && !Take('+'))
                return false;
            var minute = 0;
            if (!Number(2, out var hour) || hour > 23)
                return false;
            // Many write 2026-05-24T10:30:00+0200: with its colon or without, it says the same.
            Take(':');
            if (!rest.IsEmpty && (!Number(2, out minute) || minute > 59))
                return false;
            offset = new TimeSpan(hour, minute, 0);
            offset = isBehind ? -offset : offset;
            return true;
        }

        /// <summary>To seven digits, which is what a clock of .NET holds; further ones say nothing.</summary>
        private bool Fraction(ref TimeSpan time)
        {
            if (!Take('.') && !Take(','))
                return true;
            var count = 0;
            long ticks = 0;
            while (rest is [>= '0' and <= '9' and var digit, ..])
            {
                if (count++ < 7)
                    ticks = (ticks * 10) + (digit - '0');
                rest = rest[1..];
            }
            for (var at = count; at < 7; at++)
                ticks *= 10;
            time += new TimeSpan(ticks);
            return count > 0;
        }

        /// <summary>Minutes or seconds, behind a colon in the extended form.</summary>
        private bool Part(out int number)
        {
            number = 0;
            return (!isExtended || Take(':')) && Number(2, out number);
        }

        private bool Number(int digits, out int number)
        {
            number = 0;
            if (
                rest.Length < digits
                || !int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out number)
            )
                return false;
            rest = rest[digits..];
            return true;
        }

        private bool Take(char wanted)
        {
            if (rest.IsEmpty || rest[0] != wanted)
                return false;
            rest = rest[1..];
            return true;
        }
    }
}
