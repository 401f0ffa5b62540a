using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Tokens;
using Hub.Ports.Store;
using Hub.Tokens;
using Hub.Wire;

namespace Hub.Bootstrap;

/// <summary>
/// The tokens that the configuration gives. Each start sees to it that they work and that those which they replaced do not,
/// unless somebody has revoked one: that stays revoked.
/// </summary>
internal sealed partial class ConfiguredTokens(IStore store, TimeProvider clock, ILogger<ConfiguredTokens> logger)
{
    public const string Name = "Bootstrap";

    public Task Fix(FixedToken given, OrganizationId organization, CancellationToken cancellation)
    {
        var token = new ApiToken
        {
            Id = given.Id,
            Organization = organization,
            Name = Name,
            SecretHash = ApiToken.Hash(given.Secret),
            Abilities = [],
            CreatedAt = clock.Now(),
        };
        return Fix(
            new Configured<ApiToken>(
                "Hub:Bootstrap:Token",
                ApiToken.Document,
                token,
                new MarkedToken(ApiToken.PartitionOf(token.Id), $"{token.Id}", token.SecretHash),
                static one => new(one.Organization, one.Name, one.SecretHash)
            ),
            cancellation
        );
    }

    public async Task FixScim(string given, OrganizationId organization, CancellationToken cancellation)
    {
        var hash = ScimToken.HashOf(given);
        var place = new MarkedToken(ScimToken.PartitionOf(hash), hash, hash);
        var made = await store.Get(ScimToken.Document, OrganizationId.Hub, place.Partition, hash, cancellation);
        var token = new ScimToken
        {
            Id = made?.Value.Id ?? await TokenRepositories.Scim.ReserveId(store, organization, cancellation),
            Organization = organization,
            Name = Name,
            Hash = hash,
            CreatedAt = clock.Now(),
        };
        await Fix(
            new Configured<ScimToken>("Hub:Bootstrap:ScimToken", ScimToken.Document, token, place, static one =>
                new(one.Organization, one.Name, one.Hash)
            ),
            cancellation
        );
    }

    private sealed record Identity(OrganizationId Organization, string Name, string Hash);

    private sealed record Configured<T>(
        string Setting,
        DocumentType<T> Type,
        T Token,
        MarkedToken Place,
        Func<T, Identity> IdentityOf
    )
        where T : class
    {
        public Identity Wanted => IdentityOf(Token);
    }

    private async Task Fix<T>(Configured<T> configured, CancellationToken cancellation)
        where T : class
    {
        var mark = await ReadMark(configured.Setting, cancellation);
        var there = await Find(configured, configured.Place, cancellation);
        if (mark?.Token == configured.Place)
        {
            if (there is null || there.Hash != configured.Place.Hash)
                Log.StaysRevoked(logger, configured.Setting);
            else if (there.Organization != configured.Wanted.Organization)
                await Put(configured, cancellation);
            await Remove(configured, mark.Previous, cancellation);
            return;
        }

        var revoked = mark?.Revoked ?? [];
        if (
            mark is not null
            && IsRevoked(mark.Token, await Find(configured, mark.Token, cancellation), configured.Place)
        )
            revoked = [.. revoked, mark.Token.Hash];
        var isRevoked = revoked.Contains(configured.Place.Hash);
        if (isRevoked)
            Log.StaysRevoked(logger, configured.Setting);
        else if (IsAnothers(configured, there, mark))
        {
            Log.NumberIsTaken(logger, configured.Setting, there!.Name);
            return;
        }
        else
            await Put(configured, cancellation);
        var next = new BootstrapMark
        {
            Token = configured.Place,
            Previous = mark?.Token,
            Revoked = revoked,
        };
        await Write(configured.Setting, next, cancellation);
        await Remove(configured, mark?.Token, cancellation);
    }

    /// <summary>The token that a start made is gone, and not because a start that was cut short put the next in its place.</summary>
    private static bool IsRevoked(MarkedToken last, Identity? there, MarkedToken next) =>
        there?.Hash != last.Hash && there?.Hash != next.Hash;

    /// <summary>Somebody else's token has the place. A token that was made before there were marks is known by its name.</summary>
    private static bool IsAnothers<T>(Configured<T> configured, Identity? there, BootstrapMark? mark)
        where T : class =>
        there is not null
        && there.Hash != configured.Place.Hash
        && !(mark is { Token: var last } && last == configured.Place with { Hash = there.Hash })
        && !(mark is null && there.Name == Name && there.Organization == configured.Wanted.Organization);

    private async Task<Identity?> Find<T>(Configured<T> configured, MarkedToken place, CancellationToken cancellation)
        where T : class =>
        await store.Get(configured.Type, OrganizationId.Hub, place.Partition, place.Id, cancellation) is { } stored
            ? configured.IdentityOf(stored.Value)
            : null;

    private Task<CommitResult> Put<T>(Configured<T> configured, CancellationToken cancellation)
        where T : class =>
        store.Commit(
            new Commit(OrganizationId.Hub, configured.Place.Partition)
            {
                Changes = [new Put<T>(configured.Type, configured.Place.Id, configured.Token, Expected.Anything)],
            },
            cancellation
        );

    /// <summary>Only the very token that was marked: its number may be somebody else's by now.</summary>
    private async Task Remove<T>(Configured<T> configured, MarkedToken? former, CancellationToken cancellation)
        where T : class
    {
        if (former is null || (await Find(configured, former, cancellation))?.Hash != former.Hash)
            return;
        await store.Commit(
            new Commit(OrganizationId.Hub, former.Partition)
            {
                Changes = [new Delete(configured.Type, former.Id, Expected.Anything)],
            },
            cancellation
        );
        Log.Replaced(logger, configured.Setting);
    }

    private async Task<BootstrapMark?> ReadMark(string setting, CancellationToken cancellation) =>
        (
            await store.Get(
                BootstrapMark.Document,
                OrganizationId.Hub,
                BootstrapMark.Partition,
                IdOf(setting),
                cancellation
            )
        )?.Value;

    private Task<CommitResult> Write(string setting, BootstrapMark mark, CancellationToken cancellation) =>
        store.Commit(
            new Commit(OrganizationId.Hub, BootstrapMark.Partition)
            {
                Changes = [new Put<BootstrapMark>(BootstrapMark.Document, IdOf(setting), mark, Expected.Anything)],
            },
            cancellation
        );

    private static string IdOf(string setting) => setting[(setting.LastIndexOf(':') + 1)..];

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The token of {Setting} was revoked and stays so; give the setting another one"
        )]
        public static partial void StaysRevoked(ILogger logger, string setting);

        [LoggerMessage(
            LogLevel.Information,
            "{Setting} has changed: the token that it named before does not work any more"
        )]
        public static partial void Replaced(ILogger logger, string setting);

        [LoggerMessage(
            LogLevel.Error,
            "{Setting} has the number of the token '{Name}', so it does not work; give it another number, or revoke that token"
        )]
        public static partial void NumberIsTaken(ILogger logger, string setting, string name);
    }
}
