using Hub.Domain.Text;
using Hub.Errors;

namespace Hub.Wire.Queries;

/// <summary>
/// What a query string says, by name. Lists are understood in every way that clients write them: <c>status=open,closed</c>,
/// <c>status=open&amp;status=closed</c>, <c>status[]=open</c>, <c>status[0]=open</c>. A name that nobody reads is among the errors: a filter
/// that is passed over lists everything.
/// </summary>
internal sealed class QueryWords
{
    /// <summary>Each is a condition of its own.</summary>
    private const int MostEntries = 20;

    private readonly Dictionary<string, Word> words = [];
    private readonly List<QueryEntry> entries = [];
    private readonly FieldErrors errors;

    /// <param name="keyed">Of the known ones that which takes keys in brackets, if one does.</param>
    public QueryWords(IQueryCollection query, IReadOnlyList<string> known, FieldErrors errors, string? keyed = null)
    {
        this.errors = errors;
        foreach (var (name, values) in query)
        {
            if (keyed is not null && QueryEntry.Read(name, keyed, "") is { } entry)
            {
                entries.AddRange(values.OfType<string>().Select(value => entry with { Value = value }));
                continue;
            }
            var bare = Bare(name);
            if (!known.Contains(bare))
                errors.Add(name, KnownNames.Refusal("parameter", bare, known));
            else
            {
                var before = words.GetValueOrDefault(bare, Word.Nothing);
                words[bare] = new(
                    [.. before.Values, .. values.OfType<string>()],
                    before.IsList || bare.Length < name.Length
                );
            }
        }
    }

    /// <summary>The one value; nothing when there is none, or an empty one.</summary>
    public string? Text(string name)
    {
        if (!words.TryGetValue(name, out var word))
            return null;
        if (!word.IsList && word.Values.Count == 1)
            return word.Values[0].Trim() is { Length: > 0 } text ? text : null;
        errors.Add(
            name,
            word.IsList ? $"Takes one value: write {name}=." : "Takes one value, and is there several times."
        );
        return null;
    }

    /// <summary>The one value, where it is one of these; nothing, and an error, where it is another.</summary>
    public string? OneOf(string name, IReadOnlyList<string> allowed)
    {
        var text = Text(name);
        if (text is null || allowed.Contains(text))
            return text;
        errors.Add(name, KnownNames.Refusal(name, FieldErrors.Shorten(text), allowed));
        return null;
    }

    /// <summary>The values, separated by commas however they were given.</summary>
    public string? List(string name) =>
        words.TryGetValue(name, out var word) && string.Join(',', word.Values).Trim() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>What was said of the parameter by keys.</summary>
    public IReadOnlyList<QueryEntry> Entries(string name)
    {
        if (words.ContainsKey(name))
            errors.Add(name, $"Takes a key in brackets: write {name}[key]=.");
        if (entries.Count > MostEntries)
            errors.Add(name, $"Must be there at most {MostEntries} times.");
        return entries;
    }

    public long? Integer(string name) =>
        Text(name) is not { } text ? null
        : long.TryParse(text, out var value) ? value
        : Wrong<long>(name, "a whole number");

    public bool? Flag(string name) =>
        Text(name) is not { } text ? null
        : bool.TryParse(text, out var value) ? value
        : Wrong<bool>(name, "true or false");

    /// <summary>A plus sign that was not written as %2B arrives as a blank.</summary>
    public DateTimeOffset? Instant(string name) =>
        Text(name) is not { } text ? null
        : IsoInstant.TryRead(text.Replace(' ', '+'), out var value) ? value
        : Wrong<DateTimeOffset>(name, IsoInstant.Expectation);

    private T? Wrong<T>(string name, string expected)
        where T : struct
    {
        errors.Add(name, $"Must be {expected}.");
        return null;
    }

    /// <summary>Without the brackets that forms put behind the name of a list.</summary>
    private static string Bare(string name)
    {
        var bracket = name.IndexOf('[');
        return
            bracket > 0
            && name[^1] == ']'
            && name.AsSpan(bracket + 1, name.Length - bracket - 2).IndexOfAnyExceptInRange('0', '9') < 0
            ? name[..bracket]
            : name;
    }

    /// <param name="IsList">Its name says that it is one.</param>
    private sealed record Word(IReadOnlyList<string> Values, bool IsList)
    {
        public static readonly Word Nothing = new([], false);
    }
}
