using Hub.Departments;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.Tokens;
using Hub.Ports.Store;
using Hub.Resources;
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
    FirstTokenFile file,
    ConfiguredTokens tokens,
    TimeProvider clock,
    ILogger<FirstStart> logger
)
{
    private static readonly string[] FirstDepartments = ["Support", "IT", "Facilities"];

    public async Task Run(CancellationToken cancellation)
    {
        var given = options.Value.Token is { Length: > 0 } text ? FixedToken.Read(text) : null;
        if (await FindOrganization(cancellation) is { } organization)
        {
            if (given is not null)
                await tokens.Fix(given, organization.Id, cancellation);
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
        if (given is not null)
            await tokens.Fix(given, organization.Id, cancellation);
        var made = given is null ? await NewToken(organization.Id, cancellation) : null;
        if (made is not null)
            await file.Write(made, cancellation);
        await FixScim(organization.Id, cancellation);
        if (await store.Commit(Write(organization), cancellation) is not CommitResult.Done)
        {
            // Another hub of the fleet was first: its organization is the one.
            if (made is not null)
                file.Remove();
            await Run(cancellation);
        }
        else if (made is not null)
            banner.Show(made);
    }

    private Task FixScim(OrganizationId organization, CancellationToken cancellation) =>
        options.Value.ScimToken is { Length: > 0 } token
            ? tokens.FixScim(token, organization, cancellation)
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

    /// <summary>A token that is nobody's setting: it works until somebody revokes it.</summary>
    private async Task<string> NewToken(OrganizationId organization, CancellationToken cancellation)
    {
        var secret = ApiToken.NewSecret();
        var token = new ApiToken
        {
            Id = await TokenRepositories.FirstTokenId(store, cancellation),
            Organization = organization,
            Name = ConfiguredTokens.Name,
            SecretHash = ApiToken.Hash(secret),
            Abilities = [],
            CreatedAt = clock.Now(),
        };
        await store.Commit(TokenDocuments.Write(token, Expected.Absent), cancellation);
        return $"{token.Id}|{secret}";
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
        builder.Services.AddSingleton<IValidateOptions<BootstrapOptions>, BootstrapSecrets>();
        builder.Services.AddSingleton<TokenBanner>();
        builder.Services.AddSingleton<FirstTokenFile>();
        builder.Services.AddSingleton<ConfiguredTokens>();
        builder.Services.AddSingleton<FirstStart>();
    }
}
