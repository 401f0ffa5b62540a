using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Documents;

namespace Hub.Domain.Records.Tables;

/// <summary>An amount, exact to four decimals, and its currency.</summary>
public sealed record MoneyType : ColumnType
{
    public const decimal Most = 999_999_999_999m;

    private const int LongestNumber = 24;

    private static readonly string[] Members = ["amount", "currency"];

    public override JsonElement Accept(Column column, JsonElement value, string path, Findings found)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return Wrong(path, "Must be an object with amount and currency.", found);
        var amount = value.TryGetProperty("amount", out var number) ? AmountOf(number) : null;
        var currency =
            value.TryGetProperty("currency", out var code) && code.ValueKind == JsonValueKind.String
                ? code.GetString()!.Trim()
                : "";
        if (amount is null)
            found.Wrong($"{path}.amount", $"Must be a number between -{Most} and {Most} with at most four decimals.");
        if (!Currencies.All.Contains(currency))
            found.Wrong($"{path}.currency", "Must be a currency's code of ISO 4217, as in EUR.");
        foreach (var other in value.EnumerateObject().Where(one => !Members.Contains(one.Name)))
            found.Unread($"{path}.{other.Name}", other.Name, Members);
        return amount is null ? default : Of(amount.Value, currency);
    }

    public override JsonObject Schema() =>
        new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray("amount", "currency"),
            ["properties"] = new JsonObject
            {
                ["amount"] = new JsonObject
                {
                    ["type"] = "number",
                    ["title"] = "Amount",
                    ["format"] = "decimal",
                    ["description"] = "How much, exact to four decimals.",
                },
                ["currency"] = new JsonObject
                {
                    ["type"] = "string",
                    ["title"] = "Currency",
                    ["description"] = "Of what: a currency's code of ISO 4217, as in EUR.",
                },
            },
        };

    public static (decimal Amount, string Currency) Read(JsonElement money) =>
        (money.GetProperty("amount").GetDecimal(), money.GetProperty("currency").GetString()!);

    public static JsonElement Of(decimal amount, string currency) =>
        JsonValues.Object([new("amount", JsonValues.Of(amount)), new("currency", JsonValues.Of(currency))]);

    private static decimal? AmountOf(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number
        && number.GetRawText().Length <= LongestNumber
        && number.TryGetDecimal(out var amount)
        && decimal.Round(amount, 4) == amount
        && Math.Abs(amount) <= Most
            ? amount
            : null;
}

/// <summary>A list of texts, each there once.</summary>
/// <param name="Each">What one of them is called.</param>
public sealed record TextsType(string Each, int Most, TextType Text) : ColumnType
{
    public override JsonElement Accept(Column column, JsonElement value, string path, Findings found)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Wrong(path, "Must be a list of texts.", found);
        if (value.GetArrayLength() is var count && count > Most)
            return Wrong(path, $"Must have at most {Most} entries; this has {count}.", found);
        if (count == 0 && column.IsRequired)
            return Wrong(path, "Must not be empty.", found);
        var each = column.Required();
        var texts = value
            .EnumerateArray()
            .Select((text, at) => Text.Accept(each, text, $"{path}[{at}]", found))
            .ToList();
        return texts.Exists(static text => text.ValueKind == JsonValueKind.Undefined)
            ? default
            : JsonValues.List(texts.DistinctBy(static text => text.GetString()));
    }

    public override JsonObject Schema() =>
        new()
        {
            ["type"] = "array",
            ["maxItems"] = Most,
            ["items"] = Text.Schema(),
        };

    internal override void Declare(DocumentType<TableRecord> document, Column column) =>
        document.Array(column.Name, record => column.LooksAt(record).Texts(column.Name), column.IsUnique);
}

/// <summary>A list of objects with columns of their own.</summary>
public sealed record LinesType(IReadOnlyList<Column> Columns) : ColumnType
{
    public const int Most = 200;

    public override JsonElement Accept(Column column, JsonElement value, string path, Findings found)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Wrong(path, "Must be a list of objects.", found);
        if (value.GetArrayLength() is var count && count > Most)
            return Wrong(path, $"Must have at most {Most} entries; this has {count}.", found);
        if (count == 0 && column.IsRequired)
            return Wrong(path, "Must not be empty.", found);
        return JsonValues.List(value.EnumerateArray().Select((line, at) => Line(line, $"{path}[{at}]", found)));
    }

    public override JsonObject Schema() =>
        new()
        {
            ["type"] = "array",
            ["maxItems"] = Most,
            ["items"] = Columns.Schema(),
        };

    private JsonElement Line(JsonElement line, string path, Findings found)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            found.Wrong(path, "Must be an object.");
            return JsonValues.Null;
        }
        var given = line.EnumerateObject().Select(one => KeyValuePair.Create(one.Name, one.Value));
        return JsonValues.Object(Columns.Accept(given, isWhole: true, $"{path}.", found));
    }
}
