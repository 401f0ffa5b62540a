using Hub.Domain.Documents;
using Hub.Domain.Json;

namespace Hub.Domain.Organizations;

/// <summary>An organization: one tenant of the hub.</summary>
/// <param name="Id">Shown to receivers as <c>organization_id</c>.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Prefix">Starts every ticket code, as in <c>ACME-42</c>: 2 to 10 capitals or digits.</param>
/// <param name="CreatedAt">When it was opened.</param>
public sealed record Organization(OrganizationId Id, string Name, string Prefix, DateTimeOffset CreatedAt)
{
    public const string Partition = "organizations";

    /// <summary>Organizations are the hub's own records.</summary>
    public static readonly DocumentType<Organization> Document = new DocumentType<Organization>(
        "organization",
        DomainJson.Default.Organization
    ).Text("prefix", organization => organization.Prefix, unique: true);
}
