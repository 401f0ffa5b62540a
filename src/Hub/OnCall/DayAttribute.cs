using System.Globalization;
using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.OnCall;

/// <summary>A day of this century, about which arithmetic in days stays inside of the calendar.</summary>
internal sealed class DayAttribute : RuleAttribute
{
    private const string Form = "yyyy-MM-dd";

    public override void Check(FieldErrors errors, string field, object value)
    {
        if (Read((string)value) is null)
            errors.Add(field, "Must be a day from 2000-01-01 to 2099-12-31, as in 2026-01-05.");
    }

    /// <summary>Nothing when it is no such day.</summary>
    public static DateOnly? Read(string text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 2000 and < 2100
            ? day
            : null;

    public static string Write(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);
}
