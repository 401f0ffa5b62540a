using Hub.Access;
using Hub.Errors;

namespace Hub.Tokens;

/// <summary>What a token may be that another one makes: it belongs to the same agent, ends no later and may do no more.</summary>
internal static class MakerBounds
{
    public static void CheckAgent(Caller maker, long? agent, FieldErrors errors)
    {
        if (maker.Agent is { } own && agent is { } named && named != own.Id)
            errors.Add("agent_id", $"An agent's token makes tokens of that agent alone, who is {own.Id}.");
    }

    /// <summary>When the new token ends.</summary>
    public static DateTimeOffset? EndOf(Caller maker, DateTimeOffset? wanted, FieldErrors errors)
    {
        if (maker.ExpiresAt is not { } end)
            return wanted;
        if (wanted > end)
            errors.Add("expires_at", "Must not be later than the end of the token that makes it.");
        return wanted ?? end;
    }

    /// <summary>How many requests a minute the new token may make.</summary>
    /// <param name="ceiling">The most that any token may have.</param>
    public static int? RequestsOf(Caller maker, int? wanted, int ceiling, FieldErrors errors)
    {
        if (wanted > ceiling)
            errors.Add(
                "requests_per_minute",
                $"Must be at most {ceiling}, which is the most that this hub gives a token."
            );
        if (maker.RequestsPerMinute is not { } most)
            return wanted;
        if (wanted > most && wanted <= ceiling)
            errors.Add("requests_per_minute", $"Must be at most {most}, as of the token that makes it.");
        return wanted ?? most;
    }
}
