using System.Globalization;
using Hub.Delivery.Templates.Writing;
using Scriban.Runtime;
using static Hub.Delivery.Templates.Builtins.Function;

namespace Hub.Delivery.Templates.Builtins;

/// <summary>What makes texts out of values.</summary>
internal static class TextFunctions
{
    private const int MostDecimals = 9;

    public static readonly Function Truncate = new(
        static (_, given) =>
            (string?)given[0] is { } text && (int)given[1]! is var length && text.Length > length
                ? GraphemeCut.At(text, Math.Max(0, length - ((string)given[2]!).Length)) + (string)given[2]!
                : given[0],
        Text("text"),
        Integer("length"),
        Text("ending", "…")
    );

    public static readonly Function Json = new(static (_, given) => new JsonValue(given[0]), Any("value"));

    public static IReadOnlyDictionary<string, object?> All { get; } =
        new Dictionary<string, object?>
        {
            ["truncate"] = Truncate,
            ["json"] = Json,
            ["plural"] = new Function(Plural, Any("count"), Text("one"), Text("other"), Text("few", "")),
            ["number"] = new Function(Number, Any("number"), Integer("decimals", -1)),
            ["html_to_text"] = new Function(
                static (_, given) => given[0] is string html ? Domain.Text.PlainText.Of(html) : null,
                Text("html")
            ),
        };

    private static object? Plural(RenderContext context, ScriptArray given)
    {
        if (Decimal(given[0]) is not { } count)
            return given[2];
        var form = context.Words.PluralOf(count);
        return form == PluralForm.One ? given[1]
            : form == PluralForm.Few && given[3] is string { Length: > 0 } few ? few
            : given[2];
    }

    private static object? Number(RenderContext context, ScriptArray given)
    {
        if (Decimal(given[0]) is not { } number)
            return given[0];
        var decimals = (int)given[1]!;
        return decimals > MostDecimals
            ? throw new InvalidOperationException($"A number has at most {MostDecimals} decimals.")
            : context.Words.Number(number, decimals < 0 ? null : decimals);
    }

    private static decimal? Decimal(object? value) =>
        value switch
        {
            int or long or decimal => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
            double real when Math.Abs(real) < 1e15 => (decimal)real,
            string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) =>
                read,
            _ => null,
        };
}
