using Hub.Access;
using Hub.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Connections;

internal static partial class ConnectionPages
{
    internal static Task<Results<PortalPage, Refused>> ShowTokens(Caller caller, [AsParameters] TokenDesk desk) =>
        desk.Show(OwnTokens(caller), new TokenDraft());

    internal static Task<Results<PortalPage, Refused>> CreateToken(
        PortalForm form,
        Caller caller,
        [AsParameters] TokenDesk desk
    ) => desk.Create(OwnTokens(caller), form);

    internal static Task<Results<RedirectHttpResult, Refused>> RevokeToken(
        long id,
        Caller caller,
        [AsParameters] TokenDesk desk
    ) => desk.Revoke(OwnTokens(caller), id);

    private static TokenPlace OwnTokens(Caller caller) =>
        new(
            caller,
            $"{Path}/tokens",
            Texts.Of("tokens.title"),
            new WayBack(Path, Texts.Of("connections.title")),
            caller.MayDoEverything
        );
}
