using Hub.Access;
using Hub.Access.Operator;
using Hub.Domain.Organizations;
using Hub.Edge;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Records;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Organizations;

/// <summary>The hub's organizations, for its operator alone: no token of an organization opens these routes.</summary>
internal static class OrganizationsApi
{
    private const string Root = "/api/v1/operator/organizations";

    public static void MapOrganizations(this IEndpointRouteBuilder api)
    {
        api.AddJson(OrganizationsJson.Default);
        var group = api.MapGroup("/operator/organizations")
            .OfResource(OrganizationBook.Missing)
            .WithTags("Organizations")
            .Require(RequiredOperator.Instance);
        var reads = group.MapGroup("").LimitAs(Limit.Read);
        reads.MapGet("", ListOrganizations);
        reads.MapGet("/{id}", GetOrganization).Shows();
        var writes = group.MapGroup("").LimitAs(Limit.Write);
        writes.MapPost("", CreateOrganization).ShowsSecrets().SetsETag().Idempotent(Organization.Counter);
        writes.MapPost("/{id}/suspend", SuspendOrganization).Changes();
        writes.MapPost("/{id}/resume", ResumeOrganization).Changes();
    }

    /// <summary>List organizations. Shows all that the hub has, the oldest first. Takes the operator's token.</summary>
    /// <returns>A page of organizations.</returns>
    internal static async Task<Results<Ok<Many<OrganizationResponse>>, Refused>> ListOrganizations(
        Query<ListOrganizations> list,
        OrganizationBook book,
        CancellationToken cancellation
    )
    {
        var (paging, filter) = list.Value.Read(list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        return paging.Answer(await book.List(paging.Over(filter), cancellation), OrganizationResponse.Of);
    }

    /// <summary>Get an organization. Takes the operator's token.</summary>
    /// <param name="id">The organization's id, a UUID.</param>
    /// <returns>The organization.</returns>
    /// <response code="404">The hub has no such organization.</response>
    internal static async Task<Results<Ok<One<OrganizationResponse>>, StatusCodeHttpResult, Refused>> GetOrganization(
        Guid id,
        OrganizationBook book,
        HttpContext http
    )
    {
        if (await book.Find(id, http.RequestAborted) is not { } stored)
            return new Refused(OrganizationBook.Missing(id));
        return http.Show(stored.Version, OrganizationResponse.Of(stored.Value));
    }

    /// <summary>
    /// Create an organization. It begins with three departments and a token with all scopes, which is in this answer and nowhere
    /// else. Takes the operator's token.
    /// </summary>
    /// <returns>The organization, with its first token.</returns>
    /// <response code="409">Another organization has the prefix (prefix_taken), or there are as many as there may be.</response>
    internal static async Task<Results<Created<CreatedOrganizationResponse>, Refused>> CreateOrganization(
        Body<CreateOrganization> body,
        OrganizationBook book,
        IStore store,
        PublicAddress address,
        HttpContext http
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var reservation = await Reservation.Of(http, store, OrganizationId.Hub, Organization.Counter);
        var (opened, refusal) = await book.Open(body.Value.Name!, body.Value.Prefix, reservation, http.RequestAborted);
        if (opened is null)
            return new Refused(refusal!);
        http.SetETag(opened.Version);
        return TypedResults.Created(
            address.Of(http, $"{Root}/{opened.Organization.Id}"),
            new CreatedOrganizationResponse(opened.Token, OrganizationResponse.Of(opened.Organization))
        );
    }

    /// <summary>
    /// Suspend an organization. Within seconds all of its tokens are refused with 403 (organization_suspended), by every hub, and
    /// its deliveries wait. Nothing of it is lost. Takes the operator's token.
    /// </summary>
    /// <param name="id">The organization's id, a UUID.</param>
    /// <returns>The organization, suspended.</returns>
    /// <response code="404">The hub has no such organization.</response>
    internal static async Task<Results<Ok<One<OrganizationResponse>>, Refused>> SuspendOrganization(
        Guid id,
        OrganizationBook book,
        HttpContext http
    ) => Answer(await book.Suspend(book.PlaceOf(id).AsAskedBy(http), http.RequestAborted), http);

    /// <summary>
    /// Resume an organization. Its tokens work again, and what waits is delivered. Takes the operator's token.
    /// </summary>
    /// <param name="id">The organization's id, a UUID.</param>
    /// <returns>The organization, as it is served again.</returns>
    /// <response code="404">The hub has no such organization.</response>
    internal static async Task<Results<Ok<One<OrganizationResponse>>, Refused>> ResumeOrganization(
        Guid id,
        OrganizationBook book,
        HttpContext http
    ) => Answer(await book.Resume(book.PlaceOf(id).AsAskedBy(http), http.RequestAborted), http);

    private static Results<Ok<One<OrganizationResponse>>, Refused> Answer(
        Written<Organization> written,
        HttpContext http
    )
    {
        if (written.IsRefused)
            return new Refused(written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(new One<OrganizationResponse>(OrganizationResponse.Of(written.Value)));
    }
}

internal static class OrganizationsSetup
{
    public static void AddOrganizations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OrganizationOpening>();
        builder.Services.AddSingleton<OrganizationBook>();
    }
}
