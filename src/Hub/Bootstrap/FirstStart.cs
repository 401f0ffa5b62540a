using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Organizations;
using Hub.Ports.Store;
using Hub.Tokens;
using Microsoft.Extensions.Options;

namespace Hub.Bootstrap;

/// <summary>
/// Gives a hub without data an organization, its first departments and a token. The organization is written last: cut
/// short before it, the next start begins anew, and what was written belongs to nobody.
/// </summary>
internal sealed partial class FirstStart(
    IStore store,
    IOptions<BootstrapOptions> options,
    OrganizationOpening opening,
    TokenBanner banner,
    FirstTokenFile file,
    ConfiguredTokens tokens,
    ILogger<FirstStart> logger
)
{
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
        organization = opening.Plan(options.Value.Organization, options.Value.Prefix) with
        {
            Number = options.Value.OrganizationNumber,
        };
        await opening.AddDepartments(organization.Id, cancellation);
        if (given is not null)
            await tokens.Fix(given, organization.Id, cancellation);
        var made = given is null
            ? await opening.AddToken(organization.Id, ConfiguredTokens.Name, FirstTokenId, cancellation)
            : null;
        if (made is not null)
            await file.Write(made, cancellation);
        await FixScim(organization.Id, cancellation);
        if (await opening.Write(organization, cancellation) is not CommitResult.Done)
        {
            // Another hub of the fleet was first: its organization is the one.
            if (made is not null)
                file.Remove();
            await Run(cancellation);
        }
        else if (made is not null)
            banner.Show(made, organization.KnownNumber);
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

    private static ValueTask<long> FirstTokenId(IStore store, OrganizationId _, CancellationToken cancellation) =>
        TokenRepositories.FirstTokenId(store, cancellation);

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "First start: making the organization {Organization}, its first departments and a token"
        )]
        public static partial void Begins(ILogger logger, string organization);
    }
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
