using Hub.Access;
using Hub.Domain;
using Hub.Errors;
using Hub.Portal.Sessions;
using Hub.Saml;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Saml;

internal static partial class SamlRoutes
{
    /// <summary>The assertion consumer service: what a provider has its user's browser post.</summary>
    internal static async Task<Results<RedirectHttpResult, Refused>> TakeAnswer(
        string organization,
        PortalForm form,
        SamlSides sides,
        SamlCallers callers,
        UsedSamlMessages used,
        SamlRequests requests,
        SessionBook sessions,
        AuthenticationThrottle throttle,
        TimeProvider clock,
        HttpContext http
    )
    {
        var (side, refusal) = await sides.Open(http, organization);
        if (side is null)
            return new Refused(refusal!);
        var parties = side.PartiesAt(side.Own.Acs, clock.GetUtcNow());
        var (answer, wrong) = SamlAnswer.Read(form[RedirectBinding.Response], parties);
        if (answer is null)
            return Count(throttle, http, wrong!);
        if (answer.InResponseTo is null && !side.Settings.IdpInitiated)
            return new Refused(SamlRefusals.OnlyWhenAsked);
        var (agent, unknown) = await callers.Match(side.Organization.Id, answer.NameId, http.RequestAborted);
        if (agent is null)
            return new Refused(unknown!);
        if (!await used.Take(side.Organization.Id, answer.Assertion, answer.Until, http.RequestAborted))
            return Count(throttle, http, SamlRefusals.Replayed);
        var holder = new SamlHolder(
            side.Organization.Id.Value,
            agent.Uuid,
            agent.AccessGeneration,
            answer.NameId,
            answer.SessionIndex
        );
        if (answer.InResponseTo is { } request)
            return Leave(http, PathOfFinish(organization, requests.Seal(Arrive(request))));
        await sessions.Begin(http, holder, answer.SessionEnds);
        return Leave(http, SignInRoutes.PageOr(form[RedirectBinding.RelayState]));

        SamlArrival Arrive(string request) =>
            new(holder, organization, request, form[RedirectBinding.RelayState], answer.SessionEnds, default);
    }

    /// <summary>In the browser that began the sign-in, which the note of that is proof of.</summary>
    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> FinishSignIn(
        string organization,
        SamlRequests requests,
        SessionBook sessions,
        SessionCallers callers,
        HttpContext http
    )
    {
        if (
            requests.Open(http.Request.Query["code"]) is not { } arrival
            || arrival.Organization != organization
            || requests.Take(http, arrival) is not { } request
        )
            return new Refused(SamlRefusals.NotAskedFor);
        if (request.IsTest)
        {
            var caller = await callers.Of(arrival.Holder, http.RequestAborted);
            return PortalPage.Of<SamlTestPage>(new SamlTestView(arrival.Holder.NameId, caller));
        }
        await sessions.Begin(http, arrival.Holder, arrival.SessionEnds);
        return Leave(http, SignInRoutes.PageOr(arrival.Return));
    }

    private static string PathOfFinish(string organization, string code) =>
        $"{PortalSetup.Root}/saml/{organization}/finish?code={Uri.EscapeDataString(code)}";

    /// <summary>Who sends what cannot be true too often has to wait, as with wrong tokens.</summary>
    private static Refused Count(AuthenticationThrottle throttle, HttpContext http, Refusal refusal)
    {
        throttle.Count(http);
        return AuthenticationThrottle.RefusalOf(http) ?? new Refused(refusal);
    }
}

/// <summary>What a sign-in would come to.</summary>
/// <param name="NameId">What the provider calls who signed in.</param>
/// <param name="Caller">Who that is here; absent where they may not sign in any more.</param>
internal sealed record SamlTestView(string NameId, Caller? Caller);
