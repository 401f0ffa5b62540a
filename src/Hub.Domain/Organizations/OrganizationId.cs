namespace Hub.Domain.Organizations;

/// <summary>The tenant that everything belongs to.</summary>
public readonly record struct OrganizationId(Guid Value)
{
    /// <summary>The hub's own records: organizations and the directory of tokens. No caller but the operator belongs to it.</summary>
    public static readonly OrganizationId Hub = new(Guid.Empty);

    public override string ToString() => Value.ToString();
}
