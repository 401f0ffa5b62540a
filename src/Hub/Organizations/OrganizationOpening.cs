using Hub.Departments;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Records;
using Hub.Domain.Tokens;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Tokens;
using Hub.Wire;

namespace Hub.Organizations;

/// <summary>
/// What an organization begins with: its first departments and a token. The organization itself is written last: cut short
/// before it, what was written belongs to nobody.
/// </summary>
internal sealed class OrganizationOpening(IStore store, TimeProvider clock)
{
    private static readonly string[] FirstDepartments = ["Support", "IT", "Facilities"];

    public Organization Plan(string name, string prefix) =>
        new(new OrganizationId(Guid.CreateVersion7(clock.GetUtcNow())), name, prefix, clock.Now());

    public async Task AddDepartments(OrganizationId organization, CancellationToken cancellation)
    {
        var (departments, now) = (DepartmentsApi.Records, clock.Now());
        foreach (var name in FirstDepartments)
        {
            var id = await departments.ReserveId(store, organization, cancellation);
            var department = new Department(name, null).Stamp(id, now, now);
            await store.Commit(departments.Put(organization, department, Expected.Absent), cancellation);
        }
    }

    /// <summary>A token with all scopes, which works until somebody revokes it.</summary>
    /// <param name="reserve">Takes its number.</param>
    public async Task<string> AddToken(
        OrganizationId organization,
        string name,
        ReserveId reserve,
        CancellationToken cancellation
    )
    {
        var secret = ApiToken.NewSecret();
        var token = new ApiToken
        {
            Id = await reserve(store, organization, cancellation),
            Organization = organization,
            Name = name,
            SecretHash = ApiToken.Hash(secret),
            Abilities = [],
            CreatedAt = clock.Now(),
        };
        await store.Commit(TokenDocuments.Write(token, Expected.Absent), cancellation);
        return $"{token.Id}|{secret}";
    }

    /// <summary>From here on it is there. Refused where another one has the prefix.</summary>
    public Task<CommitResult> Write(Organization organization, CancellationToken cancellation) =>
        store.Commit(
            new Commit(OrganizationId.Hub, Organization.Partition)
            {
                Changes =
                [
                    new Put<Organization>(
                        Organization.Document,
                        organization.Id.ToString(),
                        organization,
                        Expected.Absent
                    ),
                ],
            },
            cancellation
        );
}
