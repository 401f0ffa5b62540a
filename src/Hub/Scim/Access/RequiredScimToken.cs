using Hub.Access;
using Hub.Domain;
using Hub.RateLimits;

namespace Hub.Scim.Access;

/// <summary>The token that opens SCIM: an identity provider's, and at <c>/Me</c> an agent's own.</summary>
/// <param name="OrNothing">Whether a request without any token is let in too.</param>
internal sealed record RequiredScimToken(bool OrNothing) : RequiredAccess
{
    public static readonly RequiredScimToken Always = new(OrNothing: false);

    public static readonly RequiredScimToken IfGiven = new(OrNothing: true);

    public static readonly IReadOnlyList<RequiredScimToken> All = [Always, IfGiven];

    public override string Policy => OrNothing ? "scim-if-given" : "scim";

    public override string Scheme => Schemes.ScimToken;

    public override TokenKind? Tokens => ScimTokenKind.Instance;

    /// <summary>The scheme finds nobody else.</summary>
    protected override bool Allows(Caller caller) => true;

    public override bool AllowsNobody(HttpContext http) =>
        OrNothing && string.IsNullOrEmpty(http.Request.Headers.Authorization);
}

/// <summary>The allowance of SCIM, one for all of its routes; beyond it the answer is in SCIM's own form.</summary>
internal sealed record ScimAllowance() : LimitedAs(Limit.Scim)
{
    public static readonly ScimAllowance Instance = new();

    public override bool SaysPolicy => false;

    public override IResult Refuse(WindowLease lease) =>
        ScimAnswer.Refused(
            new ScimError(
                429,
                null,
                "This identity provider has used up its requests for this minute; wait as Retry-After says."
            ),
            lease.Reset
        );

    public override IResult RefuseAll(WindowLease lease) =>
        ScimAnswer.Refused(
            new ScimError(
                429,
                null,
                "All tokens of this organization together have used up their requests for this minute; wait as Retry-After says."
            ),
            lease.Reset
        );

    public override IResult RefuseMore(Refusal full) => ScimAnswer.Refused(new ScimError(409, null, full.Message));

    public override IResult RefuseAddress(WindowLease lease) =>
        ScimAnswer.Refused(
            new ScimError(
                429,
                null,
                "Requests without a token from this address are used up for this minute; wait as Retry-After says."
            ),
            lease.Reset
        );
}
