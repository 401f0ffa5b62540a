using System.Collections.Frozen;
using Hub.Domain.Audit;
using Hub.Domain.Events;
using Hub.Domain.Organizations;

namespace Hub.Access.Operator;

/// <summary>The route is the operator's, who runs the hub and belongs to none of its organizations.</summary>
internal sealed record RequiredOperator : RequiredAccess
{
    public static readonly RequiredOperator Instance = new();

    /// <summary>The operator as a caller: may do nothing but what is the operator's own.</summary>
    public static readonly Caller Operator = In(
        new Organization(OrganizationId.Hub, "The hub", "HUB", DateTimeOffset.UnixEpoch)
    );

    private RequiredOperator() { }

    public override string Policy => "operator";

    public override string Scheme => Schemes.Operator;

    /// <summary>The configuration has it.</summary>
    public override TokenKind? Tokens => null;

    protected override bool Allows(Caller caller) => caller == Operator;

    /// <summary>The operator as the caller of what is done to one organization.</summary>
    public static Caller In(Organization organization) =>
        new(organization, new Actor("operator", "operator", "Operator"), FrozenSet<string>.Empty, "operator")
        {
            SignedInAs = new AuditActor("operator", "operator", "Operator"),
        };
}
