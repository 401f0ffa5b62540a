namespace Hub.Domain;

/// <summary>What sort of answer a refusal is; the host maps each to one HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>The input does not hold (422).</summary>
    Invalid,

    /// <summary>Nothing by that id, or it belongs to somebody else (404).</summary>
    NotFound,

    /// <summary>The state does not allow it, or somebody else was first (409).</summary>
    Conflict,

    /// <summary>The version asked for is not the stored one (412).</summary>
    Stale,

    /// <summary>The caller's token does not carry the scope (403).</summary>
    Forbidden,

    /// <summary>Malformed before it could be judged (400).</summary>
    Malformed,
}

/// <summary>A stable answer to a request that is not carried out. Nothing changed.</summary>
/// <param name="Kind">Which HTTP status it becomes.</param>
/// <param name="Code">Stable, machine-readable, snake_case unless a published contract says otherwise.</param>
/// <param name="Message">One sentence that says what to do next.</param>
/// <param name="Field">The wire name of the offending field, when there is one.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Message, string? Field = null)
{
    public static Refusal Invalid(string code, string message, string? field = null) =>
        new(RefusalKind.Invalid, code, message, field);

    public static Refusal NotFound(string what, object id) =>
        new(
            RefusalKind.NotFound,
            $"{what}_not_found",
            $"There is no {what.Replace('_', ' ')} {id} in this organization."
        );

    public static Refusal Conflict(string code, string message) => new(RefusalKind.Conflict, code, message);
}
