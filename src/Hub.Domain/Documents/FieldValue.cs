using System.Globalization;
using Hub.Domain.Text;

namespace Hub.Domain.Documents;

public enum FieldKind
{
    Text,

    /// <summary>Text that compares and sorts without regard to case; stored folded.</summary>
    FoldedText,
    Integer,
    Number,
    Flag,
    Instant,
}

/// <summary>One typed value of a declared field, or its absence. A struct, so that writing a document boxes nothing.</summary>
public readonly record struct FieldValue
{
    private readonly string? text;
    private readonly double number;
    private readonly long integer;

    private FieldValue(FieldKind kind, string? text, long integer, double number)
    {
        IsPresent = true;
        Kind = kind;
        this.text = text;
        this.integer = integer;
        this.number = number;
    }

    public bool IsPresent { get; }

    public FieldKind Kind { get; }

    public static FieldValue Absent => default;

    /// <summary>Text, or the folded form of folded text.</summary>
    public string AsText => text ?? "";

    /// <summary>An integer; 0 or 1 for a flag; microseconds since 1970 for an instant.</summary>
    public long AsInteger => integer;

    public double AsNumber => Kind == FieldKind.Number ? number : integer;

    public bool IsTextual => Kind is FieldKind.Text or FieldKind.FoldedText;

    public static FieldValue Text(string? value) => value is null ? Absent : new(FieldKind.Text, value, 0, 0);

    public static FieldValue Folded(string? value) => value is null ? Absent : OfFold(CaseFolding.Fold(value));

    /// <summary>Folded text that was folded when it was stored, by whatever rule.</summary>
    public static FieldValue OfFold(string? folded) =>
        folded is null ? Absent : new(FieldKind.FoldedText, folded, 0, 0);

    public static FieldValue Integer(long? value) =>
        value is { } present ? new(FieldKind.Integer, null, present, 0) : Absent;

    /// <summary>What is not a number is no value.</summary>
    public static FieldValue Number(double? value) =>
        value is { } present && !double.IsNaN(present) ? new(FieldKind.Number, null, 0, present) : Absent;

    public static FieldValue Flag(bool? value) =>
        value is { } present ? new(FieldKind.Flag, null, present ? 1 : 0, 0) : Absent;

    public static FieldValue Instant(DateTimeOffset? value) =>
        value is { } present ? new(FieldKind.Instant, null, Microseconds(present), 0) : Absent;

    public static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTime.UnixEpoch.Ticks) / 10;

    public static DateTimeOffset FromMicroseconds(long value) =>
        new(DateTime.UnixEpoch.Ticks + (value * 10), TimeSpan.Zero);

    /// <summary>Orders two present values of one kind; text by code point, which is how stores order its UTF-8.</summary>
    public int CompareTo(FieldValue other) =>
        IsTextual ? CompareText(AsText, other.AsText)
        : Kind == FieldKind.Number || other.Kind == FieldKind.Number ? AsNumber.CompareTo(other.AsNumber)
        : integer.CompareTo(other.integer);

    /// <summary>Ordinal but for surrogates: the code points that they make up come after U+FFFF.</summary>
    private static int CompareText(string first, string second)
    {
        var same = first.AsSpan().CommonPrefixLength(second);
        if (same == first.Length || same == second.Length)
            return first.Length.CompareTo(second.Length);
        var (one, other) = (first[same], second[same]);
        return char.IsSurrogate(one) == char.IsSurrogate(other) ? one.CompareTo(other)
            : char.IsSurrogate(one) ? 1
            : -1;
    }

    public override string ToString() =>
        !IsPresent ? "absent"
        : IsTextual ? AsText
        : Kind == FieldKind.Number ? number.ToString(CultureInfo.InvariantCulture)
        : integer.ToString(CultureInfo.InvariantCulture);
}
