using Hub.Access;
using Hub.Errors;

namespace Hub.Portal.Sessions;

/// <summary>The scope that somebody's session must have to see a page or send its form.</summary>
/// <param name="Scope">Absent: any session will do.</param>
internal sealed record RequiredPage(string? Scope) : RequiredAccess
{
    /// <summary>In place of one scope: all of them.</summary>
    public const string Everything = "*";

    public static IEnumerable<RequiredPage> All =>
        Domain.Tokens.Scope.All.Append(Everything).Append(null).Select(scope => new RequiredPage(scope));

    public override string Policy => $"page:{Scope ?? "any"}";

    public override string Scheme => Schemes.Portal;

    public override TokenKind? Tokens => null;

    protected override bool Allows(Caller caller) =>
        Scope switch
        {
            null => true,
            Everything => caller.MayDoEverything,
            _ => caller.Allows(Scope),
        };

    public Refused Refuse() => new RequiredScope(Scope == Everything ? null : Scope).Refuse();
}
