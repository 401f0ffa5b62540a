using System.Globalization;
using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Sessions;

/// <summary>Links that sign in with a token without showing it: each once, within an hour.</summary>
internal sealed class SignInLinks(
    IDataProtectionProvider protection,
    IStore store,
    IOptions<PortalOptions> options,
    TimeProvider clock
)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly IDataProtector seal = protection.CreateProtector("Hub.Portal.SignInLink");

    /// <summary>The path of a new link; nothing where there are no pages.</summary>
    public string? PathFor(string token)
    {
        if (!options.Value.Enabled || !Credential.TryRead(token, out var credential))
            return null;
        var ends = clock.GetUtcNow() + Lifetime;
        return SignInRoutes.PathOfLink(seal.Protect($"{credential.Id}|{Guid.NewGuid():N}|{ends.ToUnixTimeSeconds()}"));
    }

    /// <summary>Whether it is one of the hub's links, and of this hour; it may have been used.</summary>
    public bool IsOurs(string code) => Open(code) is not null;

    /// <summary>Uses the link up.</summary>
    /// <returns>The number of the token to sign in with; nothing where the link is old, used or none.</returns>
    public async Task<long?> Take(string code, CancellationToken cancellation)
    {
        if (Open(code) is not { } link)
            return null;
        var commit = new Commit(OrganizationId.Hub, UsedLink.Partition)
        {
            Changes = [new Put<UsedLink>(UsedLink.Document, link.Id, new UsedLink(clock.GetUtcNow()), Expected.Absent)],
        };
        return await store.Commit(commit, cancellation) is CommitResult.Done ? link.Token : null;
    }

    private Link? Open(string code)
    {
        if (seal.TryOpen(code)?.Split('|') is not [var token, var id, var ends])
            return null;
        var end = DateTimeOffset.FromUnixTimeSeconds(long.Parse(ends, CultureInfo.InvariantCulture));
        return clock.GetUtcNow() < end ? new Link(long.Parse(token, CultureInfo.InvariantCulture), id) : null;
    }

    private sealed record Link(long Token, string Id);
}

/// <summary>A link that was used, by its id.</summary>
internal sealed record UsedLink(DateTimeOffset At)
{
    public const string Partition = "sign_in_links";

    public static readonly DocumentType<UsedLink> Document = new("used_sign_in_link", static () =>
        SignInJson.Default.UsedLink
    );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UsedLink))]
internal sealed partial class SignInJson : JsonSerializerContext;
