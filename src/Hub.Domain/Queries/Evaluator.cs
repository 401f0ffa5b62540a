using Hub.Domain.Documents;

namespace Hub.Domain.Queries;

/// <summary>Reads a filter in memory; the reference for what every engine's translation must mean.</summary>
public static class Evaluator
{
    public static bool Matches<T>(DocumentType<T> type, T value, Filter filter)
        where T : class =>
        filter switch
        {
            Filter.And and => All(type, value, and.Operands),
            Filter.Or or => Some(type, value, or.Operands),
            Filter.Not not => !Matches(type, value, not.Operand),
            Filter.Any any => AnyElement(type, value, any),
            Filter.Words words => HasWords(type.ReadWords(value), words),
            Filter.Compare compare => Holds(type.Read(value, compare.Field), compare.Operator, compare.Value),
            Filter.In membership => IsIn(type.Read(value, membership.Field), membership.Values),
            Filter.Present present => type.Read(value, present.Field).IsPresent,
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };

    private static bool HasWords(IReadOnlyCollection<string> words, Filter.Words wanted) =>
        wanted.Terms.All(term => words.Any(term.Matches));

    private static bool All<T>(DocumentType<T> type, T value, IReadOnlyList<Filter> operands)
        where T : class
    {
        foreach (var operand in operands)
            if (!Matches(type, value, operand))
                return false;
        return true;
    }

    private static bool Some<T>(DocumentType<T> type, T value, IReadOnlyList<Filter> operands)
        where T : class
    {
        foreach (var operand in operands)
            if (Matches(type, value, operand))
                return true;
        return false;
    }

    private static bool AnyElement<T>(DocumentType<T> type, T value, Filter.Any any)
        where T : class
    {
        for (var index = 0; index < type.Arrays.Count; index++)
        {
            if (type.Arrays[index].Name != any.Array)
                continue;
            foreach (var element in type.ReadArray(value, index))
                if (ElementMatches(type.Arrays[index], element, any.Element))
                    return true;
            return false;
        }
        throw new ArgumentException($"The document type '{type.Name}' declares no list '{any.Array}'.");
    }

    private static bool ElementMatches(ArrayField array, FieldValue[] element, Filter filter) =>
        filter switch
        {
            Filter.And and => and.Operands.All(operand => ElementMatches(array, element, operand)),
            Filter.Or or => or.Operands.Any(operand => ElementMatches(array, element, operand)),
            Filter.Not not => !ElementMatches(array, element, not.Operand),
            Filter.Compare compare => Holds(Read(array, element, compare.Field), compare.Operator, compare.Value),
            Filter.In membership => IsIn(Read(array, element, membership.Field), membership.Values),
            Filter.Present present => Read(array, element, present.Field).IsPresent,
            _ => throw new ArgumentException("A list inside a list cannot be queried."),
        };

    private static FieldValue Read(ArrayField array, FieldValue[] element, string field)
    {
        for (var index = 0; index < array.Elements.Count; index++)
            if (array.Elements[index].Name == field)
                return element[index];
        throw new ArgumentException($"The list '{array.Name}' declares no field '{field}'.");
    }

    private static bool IsIn(FieldValue actual, IReadOnlyList<FieldValue> values)
    {
        foreach (var value in values)
            if (Holds(actual, Comparison.Equal, value))
                return true;
        return false;
    }

    private static bool Holds(FieldValue actual, Comparison comparison, FieldValue wanted) =>
        actual.IsPresent
        && wanted.IsPresent
        && actual.IsTextual == wanted.IsTextual
        && comparison switch
        {
            Comparison.Equal => actual.CompareTo(wanted) == 0,
            Comparison.Less => actual.CompareTo(wanted) < 0,
            Comparison.LessOrEqual => actual.CompareTo(wanted) <= 0,
            Comparison.Greater => actual.CompareTo(wanted) > 0,
            Comparison.GreaterOrEqual => actual.CompareTo(wanted) >= 0,
            Comparison.Contains => actual.IsTextual && actual.AsText.Contains(wanted.AsText, StringComparison.Ordinal),
            Comparison.StartsWith => actual.IsTextual
                && actual.AsText.StartsWith(wanted.AsText, StringComparison.Ordinal),
            Comparison.EndsWith => actual.IsTextual && actual.AsText.EndsWith(wanted.AsText, StringComparison.Ordinal),
            _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
        };
}
