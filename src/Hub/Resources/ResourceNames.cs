namespace Hub.Resources;

/// <summary>What the routes of a resource and its records are called: in paths, as operations, in sentences.</summary>
/// <param name="kind">As in <c>on_call_rotation</c>.</param>
/// <param name="plural">As in <c>on-call-rotations</c>.</param>
/// <param name="called">What people call one, where that is not the kind's name.</param>
internal sealed class ResourceNames(string kind, string plural, string? called = null)
{
    /// <summary>As in a department, or an on-call rotation.</summary>
    public string A { get; } = $"{(BeginsWithVowel(called ?? kind) ? "an" : "a")} {called ?? kind.Replace('_', ' ')}";

    /// <summary>As in department.</summary>
    public string One { get; } = called ?? kind.Replace('_', ' ');

    /// <summary>As in departments.</summary>
    public string Many { get; } = called is null ? plural.Replace('-', ' ').Replace('_', ' ') : PluralOf(called);

    /// <summary>As in Departments: the heading in the documents.</summary>
    public string Tag => char.ToUpperInvariant(Many[0]) + Many[1..];

    /// <summary>As in CreateDepartment.</summary>
    public string Operation(string verb) => verb + Pascal(kind);

    /// <summary>As in ListDepartments.</summary>
    public string OperationOnMany(string verb) => verb + Pascal(plural);

    /// <summary>As it is said: an S that is spelt out, as in SLA, begins with one.</summary>
    private static bool BeginsWithVowel(string name) =>
        "aeioAEIO".Contains(name[0]) || name.StartsWith("SLA", StringComparison.Ordinal);

    private static string PluralOf(string one) =>
        one.EndsWith('y') && !"aeiou".Contains(one[^2]) ? $"{one[..^1]}ies" : $"{one}s";

    private static string Pascal(string name) =>
        string.Concat(name.Split('_', '-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
