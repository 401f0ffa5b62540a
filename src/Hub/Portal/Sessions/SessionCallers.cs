using Hub.Access;
using Hub.Access.Entra;
using Hub.Saml;

namespace Hub.Portal.Sessions;

/// <summary>
/// Who somebody is by now who signed in before: each request asks anew (of what is remembered until it changes), so that a session
/// ends with its token or agent.
/// </summary>
/// <param name="entra">Absent where nobody signs in with Entra ID.</param>
internal sealed class SessionCallers(TokenSignIn tokens, SamlCallers saml, EntraPeople? entra = null)
{
    /// <summary>Nobody, where the token is revoked or has expired, or the agent's access has ended.</summary>
    public async ValueTask<Caller?> Of(SessionHolder holder, CancellationToken cancellation) =>
        holder switch
        {
            TokenHolder one => await OfToken(one, cancellation),
            SamlHolder one => await OfAgent(one, cancellation),
            EntraHolder one => entra is null ? null : await entra.Find(one, cancellation),
            _ => null,
        };

    /// <summary>The holder of a token whose secret was shown; nothing where the token does not work any more.</summary>
    public async ValueTask<TokenHolder?> HolderOf(long token, CancellationToken cancellation) =>
        await tokens.Resume(KeyOf(token), cancellation) is { } known
            ? new TokenHolder(token, TokenHolder.MarkOf(known.Token))
            : null;

    private async ValueTask<Caller?> OfToken(TokenHolder holder, CancellationToken cancellation) =>
        await tokens.Resume(KeyOf(holder.Token), cancellation) is { } known && holder.IsOf(known.Token)
            ? known.Caller
            : null;

    private async ValueTask<Caller?> OfAgent(SamlHolder holder, CancellationToken cancellation) =>
        await saml.Of(new(holder.Organization), holder.Agent, cancellation) is { } caller
        && caller.Agent!.AccessGeneration == holder.Generation
            ? caller
            : null;

    private static TokenKey KeyOf(long token) => TokenKey.OfNumber(ApiTokenKind.Instance, token);
}
