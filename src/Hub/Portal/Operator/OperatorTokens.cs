using Hub.Access;
using Hub.Access.Operator;
using Hub.Errors;
using Hub.Organizations;
using Hub.Portal.Connections;
using Hub.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Operator;

/// <summary>
/// The API tokens of an organization, made and revoked by the operator, who gave it the first one: for who lost theirs, and when
/// somebody has to be kept out. A token that is made so is the organization's own, of no agent.
/// </summary>
internal static class OperatorTokens
{
    public static void MapOperatorTokens(this RouteGroupBuilder own)
    {
        var tokens = own.MapGroup("/organizations/{id}/tokens");
        tokens.MapGet("", ShowTokens).LimitAs(Limit.Read);
        var forms = tokens.MapGroup("").LimitAs(Limit.Write).TakesForms();
        forms.MapPost("", CreateToken);
        forms.MapPost("/{token:long}/revoke", RevokeToken);
    }

    internal static async Task<Results<PortalPage, Refused>> ShowTokens(
        Guid id,
        OrganizationBook book,
        [AsParameters] TokenDesk desk
    ) => await PlaceOf(id, book, desk) is { } place ? await desk.Show(place, new TokenDraft()) : Missing(id);

    internal static async Task<Results<PortalPage, Refused>> CreateToken(
        Guid id,
        PortalForm form,
        OrganizationBook book,
        [AsParameters] TokenDesk desk
    ) => await PlaceOf(id, book, desk) is { } place ? await desk.Create(place, form) : Missing(id);

    internal static async Task<Results<RedirectHttpResult, Refused>> RevokeToken(
        Guid id,
        long token,
        OrganizationBook book,
        [AsParameters] TokenDesk desk
    ) => await PlaceOf(id, book, desk) is { } place ? await desk.Revoke(place, token) : Missing(id);

    private static async Task<TokenPlace?> PlaceOf(Guid id, OrganizationBook book, TokenDesk desk) =>
        await book.Find(id, desk.Http.RequestAborted) is { Value: var organization }
            ? new TokenPlace(
                RequiredOperator.In(organization),
                $"{OperatorPages.Path}/organizations/{id}/tokens",
                Texts.Of("organizations.tokens_of", organization.Name),
                new WayBack(OperatorPages.Path, Texts.Of("organizations.title")),
                MayChange: true
            )
            : null;

    private static Refused Missing(Guid id) => new(OrganizationBook.Missing(id));
}
