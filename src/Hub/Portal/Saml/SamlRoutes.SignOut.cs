using System.Xml;
using Hub.Access;
using Hub.Domain;
using Hub.Errors;
using Hub.People;
using Hub.Portal.Sessions;
using Hub.Ports.Store;
using Hub.Saml;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Saml;

internal static partial class SamlRoutes
{
    /// <summary>The single logout service, by HTTP-Redirect.</summary>
    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> TakeSignOut(
        string organization,
        SignOutServices services,
        HttpContext http
    )
    {
        var (side, refusal) = await services.Sides.Open(http, organization);
        if (side is null)
            return new Refused(refusal!);
        var parties = side.PartiesAt(side.Own.SignOut, services.Clock.GetUtcNow());
        var query = http.Request.Query;
        var name = query.ContainsKey(RedirectBinding.Response) ? RedirectBinding.Response : RedirectBinding.Request;
        var read = RedirectBinding.Read(http.Request.QueryString.Value ?? "", name, parties.Certificates);
        return await Take(side, parties, name, read, query[RedirectBinding.RelayState], services, http);
    }

    /// <summary>The same by HTTP-POST.</summary>
    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> TakeSignOutForm(
        string organization,
        PortalForm form,
        SignOutServices services,
        HttpContext http
    )
    {
        var (side, refusal) = await services.Sides.Open(http, organization);
        if (side is null)
            return new Refused(refusal!);
        var parties = side.PartiesAt(side.Own.SignOut, services.Clock.GetUtcNow());
        var name = form[RedirectBinding.Response] is null ? RedirectBinding.Request : RedirectBinding.Response;
        var read = SamlSignOut.Open(form[name] ?? "", parties);
        return await Take(side, parties, name, read, form[RedirectBinding.RelayState], services, http);
    }

    /// <summary>Where the provider ends the session that ended here; nothing where it ends none.</summary>
    internal static async Task<string?> AddressToLeave(
        Session session,
        SamlSides sides,
        TimeProvider clock,
        HttpContext http
    )
    {
        if (
            session.Holder is not SamlHolder holder
            || await sides.Of(http, new(holder.Organization)) is not { Settings.Provider.SignOutUrl: { } address } side
        )
            return null;
        var request = SamlMessages.SignOut(
            SamlMessages.NewId(),
            side.Own,
            address,
            holder.NameId,
            holder.SessionIndex,
            clock.GetUtcNow()
        );
        return (await sides.Lead(side, address, RedirectBinding.Request, request, null, http.RequestAborted)).Address;
    }

    private static async Task<Results<RedirectHttpResult, PortalPage, Refused>> Take(
        SamlSide side,
        SamlParties parties,
        string name,
        (XmlElement? Message, Refusal? Refusal) read,
        string? relayState,
        SignOutServices services,
        HttpContext http
    )
    {
        if (read.Message is not { } message)
            return Count(services.Throttle, http, read.Refusal!);
        if (name == RedirectBinding.Response)
        {
            var (isDone, refused) = SamlSignOut.ReadAnswer(message, parties);
            return refused is null
                ? SignedOutPage.Of(isDone ? "signedout.everywhere" : "signedout.not_there")
                : Count(services.Throttle, http, refused);
        }
        var (wish, unfit) = SamlSignOut.Read(message, parties);
        if (wish is null)
            return Count(services.Throttle, http, unfit!);
        if (!await services.Used.Take(side.Organization.Id, wish.Id, wish.Until, http.RequestAborted))
            return Count(services.Throttle, http, SamlRefusals.Replayed);
        await End(side, wish, services, http.RequestAborted);
        if (side.Settings.Provider.SignOutReplyUrl is not { } address)
            return SignedOutPage.Of("signedout.here");
        var (lead, noKey) = await services.Sides.Lead(
            side,
            address,
            RedirectBinding.Response,
            SamlMessages.SignedOut(wish.Id, side.Own, address, parties.Now),
            relayState,
            http.RequestAborted
        );
        return lead is null ? new Refused(noKey!) : Leave(http, lead);
    }

    /// <summary>Whoever is no agent here has no session that could end.</summary>
    private static async Task End(
        SamlSide side,
        SamlSignOut wish,
        SignOutServices services,
        CancellationToken cancellation
    )
    {
        var organization = side.Organization.Id;
        if (await services.Store.AgentOf(organization, wish.NameId, [wish.NameId], cancellation) is not { } agent)
            return;
        if (wish.SessionIndexes.Count == 0)
            await services.Ends.End(SamlHolder.KeyOf(organization.Value, agent.Uuid), cancellation);
        foreach (var index in wish.SessionIndexes)
            await services.Ends.End(SamlHolder.OutsideKeyOf(organization.Value, agent.Uuid, index), cancellation);
    }
}

/// <summary>What signing out takes, however the message came.</summary>
internal sealed record SignOutServices(
    SamlSides Sides,
    UsedSamlMessages Used,
    SessionEnds Ends,
    IStore Store,
    AuthenticationThrottle Throttle,
    TimeProvider Clock
);
