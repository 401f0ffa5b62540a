using System.ComponentModel.DataAnnotations;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Tokens;

/// <summary>A token to create.</summary>
/// <example>{"name": "Ticket form", "abilities": ["tickets:read", "tickets:write"]}</example>
[RefusesUnknown]
internal sealed record CreateToken : IHasRules
{
    public const int LongestName = 255;
    public const int MostRequests = 1_000_000;

    /// <summary>What the token is for, as people will know it.</summary>
    /// <example>Nightly report</example>
    [Required, Length(1, LongestName)]
    public string? Name { get; init; }

    /// <summary>The scopes it carries; all of them when absent or empty.</summary>
    /// <example>["tickets:read", "tickets:write"]</example>
    [ScopeName, MaxLength(100)]
    public IReadOnlyList<string>? Abilities { get; init; }

    /// <summary>
    /// The agent whose token it is, by their id: it stops working for good when the agent is deactivated or deleted. The
    /// agent of the token that makes the request when absent, if it has one; the only one that such a token may name.
    /// </summary>
    [IdOf("agent")]
    public long? AgentId { get; init; }

    /// <summary>
    /// How many requests a minute it may make of each kind (reads, new tickets, new replies, other writes); the hub's
    /// general limits when absent.
    /// </summary>
    /// <example>300</example>
    [Range(1, MostRequests)]
    public int? RequestsPerMinute { get; init; }

    /// <summary>
    /// When it stops working; when absent, as the token that makes it: never, or then. In the future, and not later than that.
    /// </summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    void IHasRules.Check(FieldErrors errors, DateTimeOffset now)
    {
        if (ExpiresAt <= now)
            errors.Add("expires_at", "Must be in the future.");
    }
}

/// <summary>A token, without its secret.</summary>
internal sealed record TokenResponse
{
    /// <summary>The number that the token starts with.</summary>
    public required long Id { get; init; }

    /// <summary>What the token is for.</summary>
    public required string Name { get; init; }

    /// <summary>The scopes it carries; empty means all.</summary>
    [ScopeName]
    public required IReadOnlyList<string> Abilities { get; init; }

    /// <summary>The agent whose token it is; absent when it belongs to the organization alone.</summary>
    public long? AgentId { get; init; }

    /// <summary>How many requests a minute it may make of each kind; absent for the hub's general limits.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working; absent when never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to about a minute; absent when never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public static TokenResponse Of(ApiToken token) =>
        new()
        {
            Id = token.Id,
            Name = token.Name,
            Abilities = token.Abilities,
            AgentId = token.Agent?.Id,
            RequestsPerMinute = token.RequestsPerMinute,
            CreatedAt = token.CreatedAt,
            ExpiresAt = token.ExpiresAt,
            LastUsedAt = token.LastUsedAt,
        };
}

/// <summary>A new token with its secret, which is shown this once.</summary>
/// <param name="Token">What to send as <c>Authorization: Bearer</c>.</param>
/// <param name="Data">The token as it is listed later.</param>
internal sealed record CreatedTokenResponse(string Token, TokenResponse Data);
