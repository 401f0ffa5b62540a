using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tokens;

namespace Hub.Access;

/// <summary>Who a request comes from: a token and the one organization it belongs to.</summary>
internal sealed class Caller(ApiToken token, Organization organization)
{
    private long lastUsed = token.LastUsedAt?.UtcTicks ?? 0;

    public ApiToken Token { get; } = token;

    public Organization Organization { get; } = organization;

    public Actor Actor { get; } = new("token", token.Id.ToString(), token.Name);

    public byte[] SecretHash { get; } = Convert.FromBase64String(token.SecretHash);

    public bool MayDoEverything { get; } = token.Abilities.Count == 0 || Scope.All.All(token.Abilities.Contains);

    /// <summary>True at most once a minute: the use is worth writing down.</summary>
    public bool MarkUsed(DateTimeOffset now)
    {
        var before = Volatile.Read(ref lastUsed);
        return now.UtcTicks - before >= TimeSpan.TicksPerMinute
            && Interlocked.CompareExchange(ref lastUsed, now.UtcTicks, before) == before;
    }

    /// <summary>RouteMetadata take the caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext http) => new(http.Features.Get<Caller>());
}
