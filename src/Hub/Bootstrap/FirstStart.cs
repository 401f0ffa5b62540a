using Hub.Departments;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.Tokens;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Scim.Access;
using Hub.Tokens;
using Hub.Wire;
using Microsoft.Extensions.Options;

namespace Hub.Bootstrap;

/// <summary>
/// Gives a hub without data an organization, its first departments and a token. The organization is written last: cut
/// short before it, the next start begins anew, and what was written belongs to nobody.
/// </summary>
internal sealed partial class FirstStart(
    IStore store,
    IOptions<BootstrapOptions> options,
    TokenBanner banner,
    ScimFirstToken scim,
    TimeProvider clock,
    ILogger<FirstStart> logger
)
{
    private const string TokenName = "Bootstrap";
    private static readonly string[] FirstDepartments = ["Support", "IT", "Facilities"];

    public async Task Run(CancellationToken cancellation)
    {
        var given = options.Value.Token is { Length: > 0 } text ? FixedToken.Read(text) : null;
        if (await FindOrganization(cancellation) is { } organization)
        {
            if (given is not null)
                await Fix(given, organization.Id, cancellation);
            await FixScim(organization.Id, cancellation);
            return;
        }

        Log.Begins(logger, options.Value.Organization);
        organization = new Organization(
            new OrganizationId(Guid.CreateVersion7(clock.GetUtcNow())),
            options.Value.Organization,
            options.Value.Prefix,
            clock.Now()
        );
        foreach (var name in FirstDepartments)
            await AddDepartment(organization.Id, name, cancellation);
        var token = given ?? await NewToken(cancellation);
        await Fix(token, organization.Id, cancellation);
        await FixScim(organization.Id, cancellation);
        if (await store.Commit(Write(organization), cancellation) is not CommitResult.Done)
            // Another hub of the fleet was first: its organization is the one.
            await Run(cancellation);
        else if (given is null)
            banner.Show($"{token.Id}|{token.Secret}");
    }

    private Task FixScim(OrganizationId organization, CancellationToken cancellation) =>
        options.Value.ScimToken is { Length: > 0 } token
            ? scim.Fix(token, organization, cancellation)
            : Task.CompletedTask;

    /// <summary>The organization of the configured prefix, or else the oldest.</summary>
    private async Task<Organization?> FindOrganization(CancellationToken cancellation)
    {
        var all = new Query { Partition = Organization.Partition, Limit = 1 };
        var prefixed = all with { Filter = Filter.Equal("prefix", FieldValue.Text(options.Value.Prefix)) };
        var found = await store.Query(Organization.Document, OrganizationId.Hub, prefixed, cancellation);
        if (found.Items.Count == 0)
            found = await store.Query(Organization.Document, OrganizationId.Hub, all, cancellation);
        return found.Items.Count == 0 ? null : found.Items[0].Value;
    }

    private async Task AddDepartment(OrganizationId organization, string name, CancellationToken cancellation)
    {
        var (departments, now) = (DepartmentsApi.Records, clock.Now());
        var id = await departments.ReserveId(store, organization, cancellation);
        var department = new Department(name, null).Stamp(id, now, now);
        await store.Commit(departments.Put(organization, department, Expected.Absent), cancellation);
    }

    private async Task<FixedToken> NewToken(CancellationToken cancellation) =>
        new(await TokenRepositories.Api.ReserveId(store, OrganizationId.Hub, cancellation), ApiToken.NewSecret());

    /// <summary>Makes the token work, whatever it was before; but never takes the number of somebody else's.</summary>
    private async Task Fix(FixedToken token, OrganizationId organization, CancellationToken cancellation)
    {
        var stored = await TokenDocuments.Get(store, token.Id, cancellation);
        if (stored is { Value.Name: not TokenName })
            throw new StartRefusedException(
                $"Hub:Bootstrap:Token has the number {token.Id}, which is that of the token '{stored.Value.Name}'. "
                    + "Choose another number, or revoke that token."
            );
        var hash = ApiToken.Hash(token.Secret);
        if (stored?.Value is { } same && same.SecretHash == hash && same.Organization == organization)
            return;
        var fixedToken = new ApiToken
        {
            Id = token.Id,
            Organization = organization,
            Name = TokenName,
            SecretHash = hash,
            Abilities = [],
            CreatedAt = clock.Now(),
        };
        await store.Commit(TokenDocuments.Write(fixedToken, Expected.Anything), cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "First start: making the organization {Organization}, its first departments and a token"
        )]
        public static partial void Begins(ILogger logger, string organization);
    }

    private static Commit Write(Organization organization) =>
        new(OrganizationId.Hub, Organization.Partition)
        {
            Changes =
            [
                new Put<Organization>(Organization.Document, organization.Id.ToString(), organization, Expected.Absent),
            ],
        };
}

internal static class BootstrapSetup
{
    public static void AddBootstrap(this IHostApplicationBuilder builder)
    {
        builder.AddOptions<BootstrapOptions>(BootstrapOptions.Section);
        builder.Services.AddSingleton<TokenBanner>();
        builder.Services.AddSingleton<FirstStart>();
    }
}
