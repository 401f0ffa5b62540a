using Hub.Access;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Tokens;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Connections;

internal static partial class ConnectionPages
{
    /// <summary>In days; nothing for a token that never ends of itself.</summary>
    public static readonly IReadOnlyList<string> Lifetimes = ["30", "90", "365"];

    internal static Task<Results<PortalPage, Refused>> ShowTokens(
        Caller caller,
        ResourceServices services,
        HttpContext http,
        CancellationToken cancellation
    ) => Tokens(new TokenDraft(), caller, services, http, cancellation);

    internal static async Task<Results<PortalPage, Refused>> CreateToken(
        PortalForm form,
        Caller caller,
        IStore store,
        ResourceServices services,
        IOptions<RateLimitOptions> rates,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var draft = TokenDraft.Of(form);
        var errors = new FieldErrors();
        if (!draft.HasAll && draft.Abilities.Count == 0)
            errors.Add("abilities", Texts.Of("tokens.choose"));
        var lifetime = form.Number("lifetime", errors);
        var body = new CreateToken
        {
            Name = draft.Name,
            Abilities = draft.HasAll ? [] : draft.Abilities,
            AgentId = form.Number("agent_id", errors),
            RequestsPerMinute = form.Count("requests_per_minute", errors),
            ExpiresAt = lifetime is { } days ? services.Clock.Now().AddDays(Math.Min(days, 3_650)) : null,
        };
        var answer = await TokensApi.CreateToken(
            FormBody.Of(body, services.Clock.Now(), errors),
            caller,
            store,
            services.References,
            services.Limits,
            services.Clock,
            rates,
            services.Address,
            http,
            cancellation
        );
        return answer.Result is Created<CreatedTokenResponse> { Value: { } created }
            ? PortalPage.Of<SecretPage>(
                new SecretView(Texts.Of("tokens.made", created.Data.Name), created.Token, $"{Path}/tokens")
            )
            : await Tokens(
                draft with
                {
                    Problem = ((Refused)answer.Result).Value,
                },
                caller,
                services,
                http,
                cancellation
            );
    }

    internal static Task<Results<RedirectHttpResult, Refused>> RevokeToken(
        long id,
        Caller caller,
        ResourceServices services,
        HttpContext http,
        CancellationToken cancellation
    ) => Revoke(id, TokensApi.Resource, "tokens", caller, services, http, cancellation);

    private static async Task<Results<PortalPage, Refused>> Tokens(
        TokenDraft draft,
        Caller caller,
        ResourceServices services,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var (page, refused) = await PageOf(TokensApi.Resource, caller, services, http, cancellation);
        return page is null ? refused! : PortalPage.Of<TokensPage>(new TokensView(draft, page), draft.Problem);
    }
}

/// <summary>A page of tokens, and the form for another one.</summary>
internal sealed record TokensView(TokenDraft Draft, Many<TokenResponse> Page);

/// <summary>A token that is to be created, as it was put in.</summary>
/// <param name="HasAll">Whether it is to have all scopes.</param>
/// <param name="Problem">Why it was not.</param>
internal sealed record TokenDraft(
    string? Name = null,
    bool HasAll = false,
    string? AgentId = null,
    string? RequestsPerMinute = null,
    string? Lifetime = null,
    Problem? Problem = null
)
{
    public IReadOnlyList<string> Abilities { get; init; } = [];

    public static TokenDraft Of(PortalForm form) =>
        new(form["name"], form["all"] is not null, form["agent_id"], form["requests_per_minute"], form["lifetime"])
        {
            Abilities = form.All("abilities"),
        };
}

/// <summary>A secret that is shown this once.</summary>
/// <param name="Back">The page that it came from.</param>
internal sealed record SecretView(string Title, string Secret, string Back);
