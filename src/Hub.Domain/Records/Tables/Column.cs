using System.Text.Json;

namespace Hub.Domain.Records.Tables;

/// <summary>Says what is wrong with a field, named by its path.</summary>
public delegate void Fault(string field, string message);

/// <summary>Says that a member was not read, named by its path; and which there are.</summary>
public delegate void Unread(string field, string name, IReadOnlyList<string> known);

/// <summary>Who is told of what is found in a body.</summary>
public sealed record Findings(Fault Wrong, Unread Unread);

/// <summary>A field of a kind that a table declares, with all that follows from it.</summary>
/// <param name="Name">In snake case, as stored and on the wire.</param>
/// <param name="Text">What it holds, in a sentence.</param>
public sealed record Column(string Name, ColumnType Type, string Text)
{
    private IReadOnlyDictionary<string, IReadOnlyList<string>>? moves;

    public bool IsRequired { get; private init; }

    public bool IsFiltered { get; private init; }

    public bool IsSorted { get; private init; }

    public bool IsSearched { get; private init; }

    public bool IsUnique { get; private init; }

    /// <summary>A value as one might look; also that of the kind's sample.</summary>
    public JsonElement Example { get; private init; }

    /// <summary>Whether every record has a value: asked for, or its first choice where a new record does not say.</summary>
    public bool IsAlwaysThere => IsRequired || First is not null;

    /// <summary>What a record begins as that does not say: the first choice of a column with moves.</summary>
    public string? First => moves is null ? null : ((ChoiceType)Type).Choices[0];

    /// <summary>Whether lists look at it, so that the store must know it.</summary>
    public bool IsQueried => IsFiltered || IsSorted || IsSearched || IsUnique;

    /// <summary>What lists and other records see: what is deleted keeps what must be unique, and leaves it to others.</summary>
    public TableValues LooksAt(TableRecord record) =>
        IsUnique && record.DeletedAt is not null ? record.Values.Without([Name]) : record.Values;

    /// <param name="longest">In Unicode's characters.</param>
    /// <param name="format">Its format in JSON Schema, as in <c>email</c>.</param>
    public static Column OfText(string name, int longest, string text, string? format = null) =>
        new(name, new TextType(longest, format), text);

    /// <param name="each">What one of them is called, as in <c>domain</c>; lists filter by that name.</param>
    public static Column OfTexts(string name, string each, int most, int longest, string text, string? format = null) =>
        new(name, new TextsType(each, most, new TextType(longest, format)), text);

    public static Column OfInteger(string name, long least, long most, string text) =>
        new(name, new IntegerType(least, most), text);

    public static Column OfFlag(string name, string text) => new(name, new FlagType(), text);

    public static Column OfInstant(string name, string text) => new(name, new InstantType(), text);

    public static Column OfChoice(string name, IReadOnlyList<string> choices, string text) =>
        new(name, new ChoiceType(choices), text);

    /// <param name="kind">The name of the kind whose number it holds.</param>
    public static Column OfReference(string name, string kind, string text) => new(name, new ReferenceType(kind), text);

    public static Column OfMoney(string name, string text) => new(name, new MoneyType(), text);

    public static Column OfLines(string name, string text, params IReadOnlyList<Column> columns) =>
        new(name, new LinesType(columns), text);

    public Column Required() => this with { IsRequired = true };

    public Column Filtered() => this with { IsFiltered = true };

    public Column Sorted() => this with { IsSorted = true };

    public Column Searched() => this with { IsSearched = true };

    /// <summary>Among the organization's records of the kind, whatever the case; of a list, each of its texts.</summary>
    public Column Unique() => this with { IsUnique = true };

    /// <summary>From one choice to these. With any, a choice without is final, and the first is where records begin.</summary>
    public Column Moves(string from, params IReadOnlyList<string> to) =>
        this with
        {
            moves = new Dictionary<string, IReadOnlyList<string>>(
                moves ?? new Dictionary<string, IReadOnlyList<string>>()
            )
            {
                [from] = to,
            },
        };

    /// <param name="json">The value as JSON.</param>
    public Column Sample(string json) => this with { Example = JsonElement.Parse(json) };

    /// <summary>Why the value may not become the other; nothing when it may.</summary>
    public string? WhyNot(TableValues before, TableValues after)
    {
        if (moves is null || before.Text(Name) is not { } from || after.Text(Name) is not { } to || from == to)
            return null;
        var next = moves.GetValueOrDefault(from, []);
        return next.Contains(to) ? null
            : next.Count == 0 ? $"Stays {from}: that is final."
            : $"Cannot become {to} from {from}; from there it becomes {string.Join(" or ", next)}.";
    }
}
