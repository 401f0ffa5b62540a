using Microsoft.Extensions.Options;

namespace Hub.RateLimits;

/// <summary>The section <c>RateLimits</c>: requests a minute for each caller.</summary>
internal sealed class RateLimitOptions : IValidateOptions<RateLimitOptions>
{
    public const string Section = "RateLimits";

    public bool Enabled { get; set; } = true;

    /// <summary>GET requests, of whatever resource.</summary>
    public int Read { get; set; } = 60;

    public int CreateTicket { get; set; } = 30;

    public int CreateReply { get; set; } = 60;

    /// <summary>Every other write.</summary>
    public int Write { get; set; } = 60;

    /// <summary>Requests a minute of an identity provider whose token does not say otherwise.</summary>
    public int Scim { get; set; } = 100;

    /// <summary>Requests a minute of all callers of one organization together: tokens cost nothing, so theirs alone bound nothing.</summary>
    public int Organization { get; set; } = 6_000;

    /// <summary>The most that a token's own limit may be; what was stored as more counts as this.</summary>
    public int MostPerToken { get; set; } = 6_000;

    /// <summary>Requests a minute from one address that need no token or have none: documents, pages, nowhere. Health is not counted.</summary>
    public int Address { get; set; } = 600;

    /// <summary>Failed authentications a minute from one address, before it has to wait.</summary>
    public int FailedAuthentication { get; set; } = 30;

    public int Of(Limit limit) =>
        limit switch
        {
            Limit.Read => Read,
            Limit.CreateTicket => CreateTicket,
            Limit.CreateReply => CreateReply,
            Limit.Write => Write,
            Limit.Scim => Scim,
            _ => throw new ArgumentOutOfRangeException(nameof(limit)),
        };

    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        (string Key, int Value)[] limits =
        [
            (nameof(Read), options.Read),
            (nameof(CreateTicket), options.CreateTicket),
            (nameof(CreateReply), options.CreateReply),
            (nameof(Write), options.Write),
            (nameof(Scim), options.Scim),
            (nameof(Organization), options.Organization),
            (nameof(MostPerToken), options.MostPerToken),
            (nameof(Address), options.Address),
            (nameof(FailedAuthentication), options.FailedAuthentication),
        ];
        var bad = limits.Where(limit => limit.Value < 1).ToList();
        return bad.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                bad.Select(limit =>
                    $"RateLimits:{limit.Key} must be at least 1, not {limit.Value}; RateLimits:Enabled=false lifts all limits."
                )
            );
    }
}
