using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Resources;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.People;

/// <summary>Roles, which identity providers call groups.</summary>
internal static class RolesApi
{
    public static void MapRoles(this IEndpointRouteBuilder api) =>
        api.MapResource(
                new Resource<Role, CreateRole, UpdateRole, RoleResponse>(PeopleKinds.Role, PeopleRepositories.Roles)
                {
                    Plural = "roles",
                    About = "A role says what its members may see and do: their rights and permissions.",
                    Scopes = (Scope.UsersRead, Scope.UsersWrite),
                    Json = RolesJson.Default,
                    New = static (body, origin) =>
                        RoleVerbs.Create(
                            origin.Id,
                            UuidOf(origin.Caller.Organization.Id, origin.Id),
                            body.ToDetails(),
                            origin.Now
                        ),
                    Edit = static (role, body, now) =>
                        body.Apply(role) is var details && details == RoleDetails.Of(role)
                            ? role
                            : role.Change(details, now),
                    Show = RoleResponse.Of,
                    FieldNames = new Dictionary<string, string> { ["display_name"] = "name" },
                    Limit = RecordLimit.Roles,
                    IsDeletable = false,
                }
            )
            .MapDelete("/{id}", DeleteRole)
            .TakesIfMatch();

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
        var place = PeopleRepositories
            .Roles.PlaceOf(store, caller.Organization.Id, id, () => Refusal.NotFound("role", id))
            .AsAskedBy(http);
        if (await place.Find(cancellation) is not { Value.Uuid: var uuid })
            return new Refused(place.Missing());
        var written = await writing.Delete(uuid, place, cancellation);
        return written.IsRefused ? new Refused(written.Refusal) : TypedResults.NoContent();
    }

    /// <summary>The same number under the same key is the same role, should an earlier run have been cut short.</summary>
    private static Guid UuidOf(OrganizationId organization, long id) => NamedGuid.Of(organization.Value, $"role:{id}");
}

[JsonSerializable(typeof(CreateRole))]
[JsonSerializable(typeof(UpdateRole))]
[JsonSerializable(typeof(One<RoleResponse>))]
[JsonSerializable(typeof(Many<RoleResponse>))]
internal sealed partial class RolesJson : JsonSerializerContext;
