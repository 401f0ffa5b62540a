using System.Text.Json;

namespace Hub.Domain.Records.Tables;

/// <summary>What must hold between the columns of a record.</summary>
/// <param name="Check">Says what does not hold.</param>
public sealed record Rule(Action<TableValues, Fault> Check)
{
    /// <summary>The column that follows from others; left out of a body, it is computed.</summary>
    public string? Derives { get; private init; }

    /// <summary>The value of that column; nothing where it does not follow.</summary>
    public Func<TableValues, JsonElement?> Derive { get; private init; } = static _ => null;

    public static Rule NotBefore(string later, string earlier) =>
        new(
            (values, fault) =>
            {
                if (values.Instant(later) is { } end && values.Instant(earlier) is { } start && end < start)
                    fault(later, $"Must not be before {earlier}.");
            }
        );

    /// <summary>At least one of the columns has a value.</summary>
    public static Rule AnyOf(params IReadOnlyList<string> names) =>
        new(
            (values, fault) =>
            {
                if (!names.Any(values.Has))
                    fault(names[0], $"Must not be empty unless there is {string.Join(" or ", names.Skip(1))}.");
            }
        );

    /// <summary>Where the choice is so, the column has a value.</summary>
    public static Rule RequiredWhere(string choice, string value, string name) =>
        new(
            (values, fault) =>
            {
                if (values.Text(choice) == value && !values.Has(name))
                    fault(name, $"Must not be empty where {choice} is {value}.");
            }
        );

    /// <summary>Two amounts of one currency, as far as there are both.</summary>
    public static Rule SameCurrency(string name, string other) =>
        new(
            (values, fault) =>
            {
                if (
                    values.Has(name)
                    && values.Has(other)
                    && MoneyType.Read(values[other]).Currency is var currency
                    && MoneyType.Read(values[name]).Currency != currency
                )
                    fault(name, $"Must be in {currency}, as {other} is.");
            }
        );

    /// <summary>The total is the sum of the lines, quantity times price, in exact decimals and one currency.</summary>
    public static Rule Sum(string total, string lines, string quantity, string price) =>
        new(
            (values, fault) =>
            {
                var sums = SumsOf(values, lines, quantity, price);
                if (sums.Count > 1)
                    fault(lines, $"Must all have one currency; there are {string.Join(", ", sums.Keys)}.");
                else if (sums.Any(one => Math.Abs(one.Value) > MoneyType.Most))
                    fault(lines, $"Must not come to more than {MoneyType.Most}.");
                else if (
                    sums.Count == 1
                    && values.Has(total)
                    && MoneyType.Read(values[total]) is var said
                    && sums.Single() is var (currency, sum)
                    && said != (sum, currency)
                )
                    fault(total, FormattableString.Invariant($"Must be the sum of the lines, {sum} {currency}."));
            }
        )
        {
            Derives = total,
            Derive = values =>
                SumsOf(values, lines, quantity, price) is { Count: 1 } sums
                    ? MoneyType.Of(sums.Single().Value, sums.Single().Key)
                    : null,
        };

    /// <summary>By currency.</summary>
    private static Dictionary<string, decimal> SumsOf(TableValues values, string lines, string quantity, string price)
    {
        var sums = new Dictionary<string, decimal>();
        if (values.Has(lines))
            foreach (var line in values[lines].EnumerateArray())
            {
                var (each, currency) = MoneyType.Read(line.GetProperty(price));
                sums[currency] = sums.GetValueOrDefault(currency) + (line.GetProperty(quantity).GetInt64() * each);
            }
        return sums;
    }
}
