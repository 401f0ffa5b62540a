using Hub.Domain.Tokens;
using Hub.Errors;

namespace Hub.Access;

/// <summary>The scope that a caller must have to use a route.</summary>
/// <param name="Scope">Absent: all of them.</param>
internal sealed record RequiredScope(string? Scope) : RequiredAccess
{
    /// <summary>One for each scope, and one for all of them.</summary>
    public static IEnumerable<RequiredScope> All =>
        Domain.Tokens.Scope.All.Select(scope => new RequiredScope(scope)).Append(new RequiredScope((string?)null));

    public override string Policy => $"scope:{Scope ?? "*"}";

    public override string Scheme => Schemes.Api;

    public override TokenKind? Tokens => ApiTokenKind.Instance;

    protected override bool Allows(Caller caller) => Scope is null ? caller.MayDoEverything : caller.Allows(Scope);

    public Refused Refuse() =>
        Scope is null
            ? new Refused(403, "missing_scope", "This needs a token with all scopes; create one without abilities.")
            : new Refused(403, "missing_scope", $"This needs the scope {Scope}, which this token does not carry.");
}
