using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Records;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.People;

/// <summary>Roles, which identity providers call groups.</summary>
internal static class RolesApi
{
    public static void MapRoles(this IEndpointRouteBuilder routes)
    {
        routes
            .ServiceProvider.GetRequiredService<References>()
            .Add("role", "role", "/api/v1/roles", PeopleRepositories.Roles);
        var roles = routes.MapGroup("/roles").OfResource("role").WithTags("Roles");
        var read = roles.MapGroup("").RequireScope(Scope.UsersRead).LimitAs(Limit.Read);
        read.MapGet("/", ListRoles);
        read.MapGet("/{id}", GetRole).Shows();

        var write = roles.MapGroup("").RequireScope(Scope.UsersWrite).LimitAs(Limit.Write);
        write.MapPost("/", CreateRole).Idempotent(PeopleDocuments.RoleCounter).SetsETag();
        write.MapPut("/{id}", UpdateRole).Changes();
        write.MapDelete("/{id}", DeleteRole).TakesIfMatch();
    }

    /// <summary>List roles. Shows the organization's roles in the order of their ids.</summary>
    /// <param name="page">The number of the page; the first is 1.</param>
    /// <param name="perPage">How many roles a page holds.</param>
    /// <returns>One page of roles.</returns>
    internal static async Task<Results<Ok<Many<RoleResponse>>, Refused>> ListRoles(
        Caller caller,
        IStore store,
        CancellationToken cancellation,
        int? page = null,
        [FromQuery(Name = "per_page")] int? perPage = null
    )
    {
        var errors = new FieldErrors();
        var paging = Paging.Read(page, perPage, errors);
        if (errors.Any)
            return new Refused(errors);
        var query = paging.Over(Filter.All, new Sort("number")) with { Partition = PeopleDocuments.Partition };
        var found = await store.Query(PeopleDocuments.Role, caller.Organization.Id, query, cancellation);
        return TypedResults.Ok(paging.Answer(found, RoleResponse.Of));
    }

    /// <summary>Get a role. Shows one role and how many agents have it.</summary>
    /// <param name="id">The role's id: a number.</param>
    /// <returns>The role.</returns>
    internal static async Task<Results<Ok<One<RoleResponse>>, StatusCodeHttpResult, Refused>> GetRole(
        long id,
        Caller caller,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        if (await store.ByNumber(PeopleDocuments.Role, organization, id, cancellation) is not { } stored)
            return new Refused(Refusal.NotFound("role", id));
        http.SetETag(stored.Version);
        return http.HasAlready(stored.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(new One<RoleResponse>(RoleResponse.Of(stored.Value)));
    }

    /// <summary>Create a role. Adds a role that nobody has yet.</summary>
    /// <returns>The new role.</returns>
    internal static async Task<Results<Created<One<RoleResponse>>, Refused>> CreateRole(
        Body<CreateRole> body,
        Caller caller,
        IStore store,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var request = body.Value;
        var organization = caller.Organization.Id;
        var reservation = await Reservation.Of(http, store, organization, PeopleDocuments.RoleCounter);
        var uuid = NamedGuid.Of(organization.Value, $"role:{reservation.Id}");
        var details = new RoleDetails { Name = request.Name!.Trim(), Description = request.Description };
        var decision = RoleVerbs.Create(reservation.Id, uuid, details, clock.Now());
        if (decision.IsRefused)
            return new Refused(decision.Refusal);
        var role = decision.State;
        var put = new Put<Role>(PeopleDocuments.Role, role.Key, role, Expected.Absent);
        var result = await store.Commit(PeopleStore.Commit(organization, put), cancellation);
        var made =
            result is CommitResult.Done done
                ? new Stored<Role>(PeopleDocuments.Partition, role.Key, role, done.Versions[0])
            : reservation.IsRepeat ? await store.Role(organization, uuid, cancellation)
            : null;
        if (made is null)
            return new Refused(Named(result));
        http.SetETag(made.Version);
        return TypedResults.Created(
            address.Of(http, $"/api/v1/roles/{made.Value.Id}"),
            new One<RoleResponse>(RoleResponse.Of(made.Value))
        );
    }

    /// <summary>Update a role. Changes only the fields that are given; the others stay as they are.</summary>
    /// <param name="id">The role's id: a number.</param>
    /// <returns>The role after the change.</returns>
    internal static async Task<Results<Ok<One<RoleResponse>>, Refused>> UpdateRole(
        long id,
        Body<UpdateRole> body,
        Caller caller,
        IStore store,
        OptimisticWriter writer,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var request = body.Value;
        var written = await writer.Change(
            PlaceOf(store, caller, id).AsAskedBy(http),
            stored =>
                request.Apply(stored.Value) is var details && details == RoleDetails.Of(stored.Value)
                    ? Proposal<Role>.Keep(stored.Value)
                    : Proposal.Put(
                        PeopleDocuments.Role,
                        caller.Organization.Id,
                        stored,
                        stored.Value.Change(details, clock.Now())
                    ),
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Obstacle is { } obstacle ? Named(obstacle) : written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(new One<RoleResponse>(RoleResponse.Of(written.Value)));
    }

    /// <summary>Delete a role. Takes the role away from those who have it; they stay.</summary>
    /// <param name="id">The role's id: a number.</param>
    /// <returns>The role is gone.</returns>
    internal static async Task<Results<NoContent, Refused>> DeleteRole(
        long id,
        Caller caller,
        IStore store,
        RoleWriting writing,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var place = PlaceOf(store, caller, id).AsAskedBy(http);
        if (await place.Find(cancellation) is not { Value.Uuid: var uuid })
            return new Refused(place.Missing());
        var written = await writing.Delete(uuid, place, cancellation);
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }

    private static Place<Role> PlaceOf(IStore store, Caller caller, long id) =>
        store.PlaceByNumber(PeopleDocuments.Role, caller.Organization.Id, id, () => Refusal.NotFound("role", id));

    private static Refusal Named(CommitResult result) =>
        result is CommitResult.Taken
            ? new Refusal(
                RefusalKind.Conflict,
                "name_taken",
                "Another role has this name; choose a different one.",
                "name"
            )
            : result.ToRefusal();
}
