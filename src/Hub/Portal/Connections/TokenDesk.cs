using System.Globalization;
using Hub.Access;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Tokens;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Connections;

/// <summary>The page that another one leads back to.</summary>
internal sealed record WayBack(string Path, string Title);

/// <summary>Where an organization's tokens are shown: among its own pages, or the operator's.</summary>
/// <param name="Caller">On whose behalf, in the organization whose tokens they are.</param>
/// <param name="MayChange">Whether tokens are made and revoked there.</param>
internal sealed record TokenPlace(Caller Caller, string Path, string Title, WayBack Back, bool MayChange)
{
    /// <summary>Whether tokens are given to agents there: the operator sees nobody of an organization.</summary>
    public bool NamesAgents => Caller.Allows(Domain.Tokens.Scope.UsersRead);
}

/// <summary>Makes and revokes an organization's API tokens as the API does.</summary>
internal sealed record TokenDesk(
    HttpContext Http,
    [FromServices] IStore Store,
    [FromServices] ResourceServices Services,
    [FromServices] IOptions<RateLimitOptions> Rates
)
{
    /// <summary>In days; nothing for a token that never ends of itself.</summary>
    public static readonly IReadOnlyList<string> Lifetimes = ["30", "90", "365"];

    private const int LongestLifetime = 3_650;

    private CancellationToken Cancellation => Http.RequestAborted;

    public async Task<Results<PortalPage, Refused>> Show(TokenPlace place, TokenDraft draft)
    {
        var (page, refused) = await ConnectionPages.PageOf(
            TokensApi.Resource,
            place.Caller,
            Services,
            Http,
            Cancellation
        );
        if (page is null)
            return refused!;
        string[] named = [.. page.Data.Select(static one => $"{one.AgentId}"), draft.AgentId ?? ""];
        var agents = await NamedRecords.Agents.For(place.Caller, Store, Cancellation, named);
        return PortalPage.Of<TokensPage>(new TokensView(place, draft, page, agents), draft.Problem);
    }

    public async Task<Results<PortalPage, Refused>> Create(TokenPlace place, PortalForm form)
    {
        var draft = TokenDraft.Of(form);
        var errors = new FieldErrors();
        if (!draft.HasAll && draft.Abilities.Count == 0)
            errors.Add("abilities", Texts.Of("tokens.choose"));
        var (lifetime, now) = (form.Number("lifetime", errors), Services.Clock.Now());
        var body = new CreateToken
        {
            Name = draft.Name,
            Abilities = draft.HasAll ? [] : draft.Abilities,
            AgentId = await AgentOf(place, draft, errors),
            RequestsPerMinute = form.Count("requests_per_minute", errors),
            ExpiresAt = lifetime is { } days ? now.AddDays(Math.Min(days, LongestLifetime)) : null,
        };
        var answer = await TokensApi.CreateToken(
            FormBody.Of(body, now, errors),
            place.Caller,
            Store,
            Services.References,
            Services.Limits,
            Services.Clock,
            Rates,
            Services.Address,
            Http,
            Cancellation
        );
        return answer.Result is Created<CreatedTokenResponse> { Value: { } created }
            ? PortalPage.Of<SecretPage>(
                new SecretView(Texts.Of("tokens.made", created.Data.Name), created.Token, place.Path)
            )
            : await Show(place, draft with { Problem = ((Refused)answer.Result).Value });
    }

    public Task<Results<RedirectHttpResult, Refused>> Revoke(TokenPlace place, long id) =>
        ConnectionPages.Revoke(id, TokensApi.Resource, place.Path, place.Caller, Services, Http, Cancellation);

    private async Task<long?> AgentOf(TokenPlace place, TokenDraft draft, FieldErrors errors) =>
        draft.AgentId is { } typed
        && place.NamesAgents
        && await NamedRecords.Agents.NumberOf(typed, "agent_id", errors, place.Caller, Store, Cancellation)
            is { } number
            ? long.Parse(number, CultureInfo.InvariantCulture)
            : null;
}

/// <summary>A page of tokens, and the form for another one.</summary>
/// <param name="Agents">Whose it can be, and whose those are that there are.</param>
internal sealed record TokensView(TokenPlace Place, TokenDraft Draft, Many<TokenResponse> Page, NamedList Agents);

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
