using Hub.Access;
using Hub.Audit;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Scim.Access;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Connections;

internal static partial class ConnectionPages
{
    private const int LastActs = 10;

    internal static Task<Results<PortalPage, Refused>> ShowScim(
        Caller caller,
        ResourceServices services,
        HttpContext http,
        CancellationToken cancellation
    ) => Scim(new ScimDraft(), caller, services, http, cancellation);

    internal static async Task<Results<PortalPage, Refused>> CreateScimToken(
        PortalForm form,
        Caller caller,
        IStore store,
        ResourceServices services,
        IOptions<RateLimitOptions> rates,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var draft = new ScimDraft(form["name"], form["requests_per_minute"]);
        var errors = new FieldErrors();
        var body = new CreateScimToken
        {
            Name = draft.Name,
            RequestsPerMinute = form.Count("requests_per_minute", errors),
        };
        var answer = await ScimTokensApi.CreateScimToken(
            FormBody.Of(body, services.Clock.Now(), errors),
            caller,
            store,
            services.Limits,
            services.Clock,
            rates,
            services.Address,
            http,
            cancellation
        );
        return answer.Result is Created<CreatedScimTokenResponse> { Value: { } created }
            ? PortalPage.Of<SecretPage>(
                new SecretView(Texts.Of("scim.made", created.Data.Name), created.Token, $"{Path}/scim")
            )
            : await Scim(draft with { Problem = ((Refused)answer.Result).Value }, caller, services, http, cancellation);
    }

    internal static Task<Results<RedirectHttpResult, Refused>> RevokeScimToken(
        long id,
        Caller caller,
        ResourceServices services,
        HttpContext http,
        CancellationToken cancellation
    ) => Revoke(id, ScimTokensApi.Resource, $"{Path}/scim", caller, services, http, cancellation);

    private static async Task<Results<PortalPage, Refused>> Scim(
        ScimDraft draft,
        Caller caller,
        ResourceServices services,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var (page, refused) = await PageOf(ScimTokensApi.Resource, caller, services, http, cancellation);
        if (page is null)
            return refused!;
        var acts = await Acts(page.Data, caller, services.Store, cancellation);
        return PortalPage.Of<ScimPage>(
            new ScimView(draft, services.Address.Of(http, "/scim/v2"), page, acts),
            draft.Problem
        );
    }

    /// <summary>What the providers of the tokens did last, newest first: of the audit log.</summary>
    private static async Task<IReadOnlyList<AuditEntryResponse>> Acts(
        IReadOnlyList<ScimTokenResponse> tokens,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        if (tokens.Count == 0)
            return [];
        var query = new Query
        {
            Filter = new Filter.In("actor", [.. tokens.Select(token => FieldValue.Text($"scim_token:{token.Id}"))]),
            Sort = [new Sort("id", Descending: true)],
            Limit = LastActs,
        };
        var page = await new AuditRepository().List(store, caller.Organization.Id, query, cancellation);
        return [.. page.Items.Select(one => AuditEntryResponse.Of(one.Value))];
    }
}

/// <summary>A page of providers' tokens, what they did, and the form for another one.</summary>
internal sealed record ScimView(
    ScimDraft Draft,
    string BaseUrl,
    Many<ScimTokenResponse> Page,
    IReadOnlyList<AuditEntryResponse> Acts
);

/// <summary>A provider's token that is to be created, as it was put in, and why it was not.</summary>
internal sealed record ScimDraft(string? Name = null, string? RequestsPerMinute = null, Problem? Problem = null);
