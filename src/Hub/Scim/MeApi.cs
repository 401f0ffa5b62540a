using Hub.Access;
using Hub.Domain.People;
using Hub.Scim.Patching;
using Hub.Scim.Users;
using Hub.Wire;

namespace Hub.Scim;

/// <summary>
/// The agent whose token a request carries (RFC 7644, 3.11). An identity provider's token is nobody's, so for it the
/// endpoint does not exist; nor can anybody sign up here.
/// </summary>
internal static class MeApi
{
    private static readonly ScimAnswer Nobody = ScimAnswer.Refused(
        new ScimError(501, null, "This token belongs to an identity provider, not to a user; /Me means nobody.")
    );

    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/Me", ResourceApi.Reading, GetMe);
        routes.MapPut("/Me", ReplaceMe);
        routes.MapPatch("/Me", PatchMe);
        routes.MapDelete("/Me", DeleteMe);
        routes.MapPost("/Me", () => Nobody);
    }

    internal static async Task<ScimAnswer> GetMe(
        Caller caller,
        UserResources users,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        caller.Agent is { Uuid: var me }
            ? ResourceApi.ShowUnlessKnown(
                await users.Get(users.Describe(caller, address, http), Agent.KeyOf(me), cancellation),
                http
            )
            : Nobody;

    internal static async Task<ScimAnswer> ReplaceMe(
        ScimBody body,
        Caller caller,
        UserResources users,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        caller.Agent is not { Uuid: var me } ? Nobody
        : body.Error is { } error ? ScimAnswer.Refused(error)
        : ScimAnswer.Of(
            await users.Replace(users.Describe(caller, address, http), Agent.KeyOf(me), body.Root, cancellation)
        );

    internal static async Task<ScimAnswer> PatchMe(
        ScimBody body,
        Caller caller,
        UserResources users,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (caller.Agent is not { Uuid: var me })
            return Nobody;
        if (body.Error is { } error)
            return ScimAnswer.Refused(error);
        var patch = PatchRequest.Read(body.Root);
        return patch.IsError
            ? ScimAnswer.Refused(patch.Error)
            : ScimAnswer.Of(
                await users.Patch(users.Describe(caller, address, http), Agent.KeyOf(me), patch.Value, cancellation)
            );
    }

    internal static async Task<ScimAnswer> DeleteMe(
        Caller caller,
        UserResources users,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        caller.Agent is not { Uuid: var me } ? Nobody
        : await users.Delete(users.Describe(caller, address, http), Agent.KeyOf(me), cancellation) is { } error
            ? ScimAnswer.Refused(error)
        : ScimAnswer.NoContent;
}
