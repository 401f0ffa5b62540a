using System.Runtime.InteropServices;
using System.Text.Json;

namespace Hub.LocalCloud.Cosmos.Sql;

/// <summary>The types in the order in which the service sorts them.</summary>
internal enum SqlKind : byte
{
    Undefined,
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// <summary>A value of an expression: read from a document as it is, or made by the expression.</summary>
internal readonly struct SqlValue
{
    private readonly JsonElement element;
    private readonly object? made;
    private readonly double number;

    private SqlValue(SqlKind kind, double number = 0, object? made = null, JsonElement element = default)
    {
        Kind = kind;
        this.number = number;
        this.made = made;
        this.element = element;
    }

    public static SqlValue Undefined => default;

    public static SqlValue Null { get; } = new(SqlKind.Null);

    public static SqlValue True { get; } = new(SqlKind.Boolean, 1);

    public static SqlValue False { get; } = new(SqlKind.Boolean);

    public static SqlValue Empty { get; } = new(SqlKind.Array, made: Array.Empty<SqlValue>());

    public SqlKind Kind { get; }

    public bool IsUndefined => Kind == SqlKind.Undefined;

    /// <summary>A filter keeps what is true, which undefined is not.</summary>
    public bool IsTrue => Kind == SqlKind.Boolean && number != 0;

    public bool IsFalse => Kind == SqlKind.Boolean && number == 0;

    public double Number => number;

    public string Text => made as string ?? element.GetString()!;

    public IEnumerable<SqlValue> Items => made as IReadOnlyList<SqlValue> ?? element.EnumerateArray().Select(Of);

    public IEnumerable<KeyValuePair<string, SqlValue>> Properties =>
        made as IReadOnlyList<KeyValuePair<string, SqlValue>>
        ?? element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Of(property.Value)));

    public static SqlValue Of(bool value) => value ? True : False;

    public static SqlValue Of(double value) => new(SqlKind.Number, value);

    public static SqlValue Of(string value) => new(SqlKind.String, made: value);

    public static SqlValue Of(IReadOnlyList<SqlValue> items) => new(SqlKind.Array, made: items);

    public static SqlValue Of(IReadOnlyList<KeyValuePair<string, SqlValue>> properties) =>
        new(SqlKind.Object, made: properties);

    public static SqlValue Of(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Null => Null,
            JsonValueKind.True => True,
            JsonValueKind.False => False,
            JsonValueKind.Number => new SqlValue(SqlKind.Number, element.GetDouble(), element: element),
            JsonValueKind.String => new SqlValue(SqlKind.String, element: element),
            JsonValueKind.Array => new SqlValue(SqlKind.Array, element: element),
            JsonValueKind.Object => new SqlValue(SqlKind.Object, element: element),
            _ => Undefined,
        };

    /// <summary>A string taken out of its document, for a value that is compared many times.</summary>
    public SqlValue Decoded() => Kind == SqlKind.String ? Of(Text) : this;

    public SqlValue Property(string name)
    {
        if (Kind != SqlKind.Object)
        {
            return Undefined;
        }

        return made is null
            ? element.TryGetProperty(name, out var value)
                ? Of(value)
                : Undefined
            : Properties.FirstOrDefault(property => property.Key == name).Value;
    }

    public SqlValue Index(double index) => Kind == SqlKind.Array ? Items.ElementAtOrDefault((int)index) : Undefined;

    /// <summary>Whether two strings are the same, without decoding the one that a document holds.</summary>
    public bool SameText(SqlValue other) =>
        made is null ? element.ValueEquals(other.Text)
        : other.made is null ? other.element.ValueEquals(Text)
        : Text == other.Text;

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (made)
        {
            case null when element.ValueKind != JsonValueKind.Undefined:
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case IReadOnlyList<SqlValue> items:
                writer.WriteStartArray();
                foreach (var item in items.Where(item => !item.IsUndefined))
                {
                    item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            case IReadOnlyList<KeyValuePair<string, SqlValue>> properties:
                writer.WriteStartObject();
                foreach (var (name, value) in properties.Where(property => !property.Value.IsUndefined))
                {
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
            default:
                WritePrimitive(writer);
                break;
        }
    }

    private void WritePrimitive(Utf8JsonWriter writer)
    {
        if (Kind == SqlKind.Null)
        {
            writer.WriteNullValue();
        }
        else if (Kind == SqlKind.Boolean)
        {
            writer.WriteBooleanValue(IsTrue);
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }
}
