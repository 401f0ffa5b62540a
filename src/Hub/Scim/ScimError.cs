using System.Diagnostics.CodeAnalysis;

namespace Hub.Scim;

/// <summary>An answer to a request that is not carried out (RFC 7644, 3.12).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The scimType of table 9 or RFC 9865, 2.4; absent where the status says all.</param>
/// <param name="Detail">One sentence for whoever reads the identity provider's log.</param>
internal sealed record ScimError(int Status, string? Type, string Detail)
{
    public static ScimError InvalidFilter(string detail) => new(400, "invalidFilter", detail);

    public static ScimError InvalidSyntax(string detail) => new(400, "invalidSyntax", detail);

    public static ScimError InvalidValue(string detail) => new(400, "invalidValue", detail);

    public static ScimError InvalidPath(string detail) => new(400, "invalidPath", detail);

    public static ScimError NoTarget(string detail) => new(400, "noTarget", detail);

    public static ScimError Mutability(string detail) => new(400, "mutability", detail);

    public static ScimError TooMany(string detail) => new(400, "tooMany", detail);

    public static ScimError Uniqueness(string detail) => new(409, "uniqueness", detail);

    public static ScimError NotFound(string detail) => new(404, null, detail);
}

/// <summary>A value, or the error that stands in its place.</summary>
internal readonly struct ScimResult<T>
    where T : class
{
    private ScimResult(T? value, ScimError? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public ScimError? Error { get; }

    [MemberNotNullWhen(true, nameof(Error))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsError => Error is not null;

    /// <summary>For interfaces, which take no conversions.</summary>
    public static ScimResult<T> Of(T value) => new(value, null);

    public static implicit operator ScimResult<T>(T value) => new(value, null);

    public static implicit operator ScimResult<T>(ScimError error) => new(null, error);
}
