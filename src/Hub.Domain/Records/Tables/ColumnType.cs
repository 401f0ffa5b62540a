using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Documents;
using Hub.Domain.Json;
using Hub.Domain.Shapes;
using Hub.Domain.Text;

namespace Hub.Domain.Records.Tables;

/// <summary>What a column holds: which JSON it takes, what its schema is, and how the store and events have it.</summary>
public abstract record ColumnType
{
    /// <summary>The value as it is kept; undefined, with a fault said, when it does not hold.</summary>
    public abstract JsonElement Accept(Column column, JsonElement value, string path, Findings found);

    /// <summary>In words that Swagger 2.0 has too.</summary>
    public abstract JsonObject Schema();

    internal virtual void Declare(DocumentType<TableRecord> document, Column column) =>
        throw new InvalidOperationException($"Lists do not look at '{column.Name}': it is no plain value.");

    internal virtual void Show(Shape<TableRecord> shape, Column column) =>
        shape.Json(column.Name, column.Text, Schema, record => record.Values[column.Name]);

    protected static JsonElement Wrong(string path, string message, Findings found)
    {
        found.Wrong(path, message);
        return default;
    }
}

public sealed record TextType(int Longest, string? Format) : ColumnType
{
    public override JsonElement Accept(Column column, JsonElement value, string path, Findings found)
    {
        if (value.ValueKind != JsonValueKind.String)
            return Wrong(path, "Must be a text.", found);
        var text = value.GetString()!.Trim();
        if (column.IsRequired && text.Length == 0)
            return Wrong(path, "Must not be empty.", found);
        var length = text.EnumerateRunes().Count();
        if (length > Longest)
            return Wrong(path, $"Must have at most {Longest} characters; this has {length}.", found);
        return Format switch
        {
            "email" when !IsEmail(text) => Wrong(path, "Must be an e-mail address, as in user@company.com.", found),
            "uri" when !IsAddress(text) => Wrong(path, "Must be an absolute http or https address.", found),
            "hostname" => DomainName.Read(text) is { } domain
                ? JsonValues.Of(domain)
                : Wrong(path, "Must be the name of a domain, as in company.com.", found),
            _ => JsonValues.Of(text),
        };
    }

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "string", ["maxLength"] = Longest };
        if (Format is not null)
            schema["format"] = Format;
        return schema;
    }

    internal override void Declare(DocumentType<TableRecord> document, Column column) =>
        document.Folded(column.Name, record => column.LooksAt(record).Text(column.Name), column.IsUnique);

    /// <summary>The text as a list of such texts keeps it; as it is when it is none.</summary>
    public string Kept(string text) => Format == "hostname" ? DomainName.Read(text) ?? text : text;

    /// <summary>One @ with something on either side: whether mail arrives, only sending tells.</summary>
    private static bool IsEmail(string text) =>
        text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !text.Any(char.IsWhiteSpace);

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}

public sealed record IntegerType(long Least, long Most) : ColumnType
{
    public override JsonElement Accept(Column column, JsonElement value, string path, Findings found) =>
        !value.TryGetWhole(out var number) ? Wrong(path, "Must be a whole number.", found)
        : number < Least || number > Most ? Wrong(path, $"Must be between {Least} and {Most}.", found)
        : JsonValues.Of(number);

    public override JsonObject Schema() =>
        new()
        {
            ["type"] = "integer",
            ["format"] = "int64",
            ["minimum"] = Least,
            ["maximum"] = Most,
        };

    internal override void Declare(DocumentType<TableRecord> document, Column column) =>
        document.Integer(column.Name, record => record.Values.Integer(column.Name));
}

public sealed record FlagType : ColumnType
{
    public override JsonElement Accept(Column column, JsonElement value, string path, Findings found) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value
            : Wrong(path, "Must be true or false.", found);

    public override JsonObject Schema() => new() { ["type"] = "boolean" };

    internal override void Declare(DocumentType<TableRecord> document, Column column) =>
        document.Flag(column.Name, record => record.Values.Flag(column.Name));
}

/// <summary>Kept in UTC and to the millisecond: exactly what clients are shown and filter by.</summary>
public sealed record InstantType : ColumnType
{
    public override JsonElement Accept(Column column, JsonElement value, string path, Findings found) =>
        value.ValueKind == JsonValueKind.String && IsoInstant.TryRead(value.GetString().AsSpan().Trim(), out var at)
            ? JsonValues.Of(at)
            : Wrong(path, $"Must be {IsoInstant.Expectation}.", found);

    public override JsonObject Schema() => new() { ["type"] = "string", ["format"] = "date-time" };

    internal override void Declare(DocumentType<TableRecord> document, Column column) =>
        document.Instant(column.Name, record => record.Values.Instant(column.Name));

    internal override void Show(Shape<TableRecord> shape, Column column) =>
        shape.Instant(column.Name, column.Text, record => record.Values.Instant(column.Name));
}

public sealed record ChoiceType(IReadOnlyList<string> Choices) : ColumnType
{
    public override JsonElement Accept(Column column, JsonElement value, string path, Findings found) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is var choice && Choices.Contains(choice)
            ? JsonValues.Of(choice)
            : Wrong(path, $"Must be one of {string.Join(", ", Choices)}.", found);

    public override JsonObject Schema() =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. Choices.Select(one => (JsonNode)one)]) };

    internal override void Declare(DocumentType<TableRecord> document, Column column) =>
        document.Text(column.Name, record => record.Values.Text(column.Name));
}

/// <summary>The number of a record of a kind; that it is there is looked up.</summary>
public sealed record ReferenceType(string Kind) : ColumnType
{
    public override JsonElement Accept(Column column, JsonElement value, string path, Findings found) =>
        value.TryGetWhole(out var id) && id > 0
            ? JsonValues.Of(id)
            : Wrong(path, "Must be a positive whole number.", found);

    public override JsonObject Schema() => new() { ["type"] = "integer", ["format"] = "int64" };

    internal override void Declare(DocumentType<TableRecord> document, Column column) =>
        document.Integer(column.Name, record => record.Values.Integer(column.Name)).Index(column.Name);
}
