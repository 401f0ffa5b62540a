namespace Hub.Scim.Filters;

/// <summary>Parses filters and PATCH paths by the grammar of RFC 7644, figures 1 and 7, with a bound on size and depth.</summary>
internal sealed class FilterParser
{
    public const int MaxLength = 8_000;

    public const int MaxDepth = 32;

    public const int MaxTerms = 250;

    private readonly FilterReader reader;
    private int depth;
    private int terms;

    private FilterParser(string text) => reader = new FilterReader(text);

    public static ScimResult<FilterExpression> Parse(string text)
    {
        if (text.Length > MaxLength)
            return ScimError.InvalidFilter($"The filter has {text.Length} characters; at most {MaxLength} are read.");
        var parser = new FilterParser(text);
        var filter = parser.Disjunction(inValuePath: false);
        if (filter is not null && !parser.IsDone())
            parser.reader.Fail("something follows the filter's end");
        return parser.reader.Problem is { } problem
            ? ScimError.InvalidFilter($"The filter cannot be read: {problem}.")
            : filter!;
    }

    /// <summary>A PATCH path: an attribute, perhaps with a value filter and a sub-attribute after it.</summary>
    public static ScimResult<PatchPath> ParsePath(string text)
    {
        if (text.Length > MaxLength)
            return ScimError.InvalidPath($"The path has {text.Length} characters; at most {MaxLength} are read.");
        var parser = new FilterParser(text);
        var path = parser.Path();
        if (path is not null && !parser.IsDone())
            parser.reader.Fail("something follows the path's end");
        return parser.reader.Problem is { } problem
            ? ScimError.InvalidPath($"The path '{Short(text)}' cannot be read: {problem}.")
            : path!;
    }

    private static string Short(string text) => text.Length <= 100 ? text : text[..100] + "...";

    private bool IsDone()
    {
        reader.SkipSpace();
        return reader.AtEnd;
    }

    private PatchPath? Path()
    {
        if (Name() is not { } attribute)
            return null;
        if (reader.Current != '[')
            return new PatchPath(attribute, null, null);
        if (Inner() is not { } filter)
            return null;
        return new PatchPath(attribute, filter, SubAttribute());
    }

    private FilterExpression? Disjunction(bool inValuePath) =>
        Joined("or", () => Joined("and", () => Term(inValuePath), FilterExpression.AllOf), FilterExpression.AnyOf);

    private FilterExpression? Joined(
        string word,
        Func<FilterExpression?> operand,
        Func<IReadOnlyList<FilterExpression>, FilterExpression> join
    )
    {
        if (operand() is not { } first)
            return null;
        var operands = new List<FilterExpression> { first };
        while (reader.TakeWord(word))
        {
            if (operand() is not { } next)
                return null;
            operands.Add(next);
        }
        return join(operands);
    }

    private FilterExpression? Term(bool inValuePath)
    {
        if (++terms > MaxTerms)
            return Fail($"more than {MaxTerms} conditions");
        if (++depth > MaxDepth)
            return Fail($"nested deeper than {MaxDepth} levels");
        var term = Nested(inValuePath);
        depth--;
        return term;
    }

    private FilterExpression? Nested(bool inValuePath)
    {
        if (reader.Take('('))
            return Grouped(inValuePath);
        if (!reader.TakeWord("not"))
            return Condition(inValuePath);
        if (!reader.Take('('))
            return Fail("'not' needs a parenthesis");
        return Grouped(inValuePath) is { } operand ? new FilterExpression.Not(operand) : null;
    }

    private FilterExpression? Grouped(bool inValuePath)
    {
        var inner = Disjunction(inValuePath);
        return inner is null || reader.Take(')') ? inner : Fail("a parenthesis is not closed");
    }

    private FilterExpression? Condition(bool inValuePath)
    {
        if (Name() is not { } path)
            return null;
        if (reader.Current != '[')
            return Comparison(path);
        if (inValuePath)
            return Fail("a value filter stands inside another");
        if (Inner() is not { } inner)
            return null;
        // Entra ID asks for emails[type eq "work"].value eq "x": the same element must satisfy both.
        if (reader.Current != '.')
            return new FilterExpression.ValuePath(path, inner);
        return SubAttribute() is { } sub && Comparison(new AttributePath(null, sub)) is { } last
            ? new FilterExpression.ValuePath(path, FilterExpression.AllOf([inner, last]))
            : null;
    }

    private FilterExpression? Comparison(AttributePath path)
    {
        if (reader.TakeWord("pr"))
            return new FilterExpression.Present(path);
        var word = reader.TakeName();
        if (word is null || Operators.Find(word) is not { } comparison)
            return Fail(word is null ? "an operator is missing" : $"'{word}' is not an operator");
        return reader.TakeLiteral() is { } value ? new FilterExpression.Compare(path, comparison, value) : null;
    }

    private FilterExpression? Inner()
    {
        reader.Take('[');
        var inner = Disjunction(inValuePath: true);
        return inner is null || reader.Take(']') ? inner : Fail("a bracket is not closed");
    }

    private string? SubAttribute()
    {
        if (reader.Current != '.')
            return null;
        reader.Take('.');
        var name = reader.TakeName();
        if (name is null || !IsName(name))
            Fail("a sub-attribute's name is missing");
        return name;
    }

    private AttributePath? Name()
    {
        var name = reader.TakeName();
        if (name is null)
        {
            Fail("an attribute's name is missing");
            return null;
        }
        var path = AttributePath.Of(name);
        if (IsName(path.Name) && (path.Sub is null || IsName(path.Sub)))
            return path;
        Fail($"'{name}' is not an attribute's name");
        return null;
    }

    /// <summary>ATTRNAME = ALPHA *(nameChar), and $ref.</summary>
    private static bool IsName(string name) =>
        name.Length > 0
        && (char.IsAsciiLetter(name[0]) || (name[0] == '$' && name.Length > 1))
        && !name.Contains('.', StringComparison.Ordinal)
        && !name.AsSpan(1).Contains('$');

    private FilterExpression? Fail(string problem)
    {
        reader.Fail(problem);
        return null;
    }
}
