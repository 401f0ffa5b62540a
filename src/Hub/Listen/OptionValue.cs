using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Hub.Listen;

/// <summary>Values on the command line, each with one sentence for what it may be.</summary>
internal static class OptionValue
{
    public static Func<ArgumentResult, T> Between<T>(T low, T high)
        where T : INumber<T> =>
        result =>
        {
            if (
                T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value)
                && value >= low
                && value <= high
            )
            {
                return value;
            }
            result.AddError($"'{result.Tokens[0].Value}' is not a number from {low} to {high}.");
            return low;
        };

    /// <summary>500ms, 2s, 1m.</summary>
    public static TimeSpan Duration(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var number = text.TrimEnd('m', 's');
        if (
            double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && Unit(text[number.Length..]) is { } unit
            && value < TimeSpan.FromDays(1) / unit
        )
        {
            return value * unit;
        }
        result.AddError($"'{text}' is not a time such as 500ms, 2s or 1m, below a day.");
        return TimeSpan.Zero;
    }

    private static TimeSpan? Unit(string name) =>
        name switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            _ => null,
        };
}
