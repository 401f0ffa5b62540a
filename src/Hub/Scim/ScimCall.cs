using Hub.Access;
using Hub.Scim.Groups;
using Hub.Scim.Resources;
using Hub.Scim.Users;
using Hub.Wire;

namespace Hub.Scim;

/// <summary>Which resources an endpoint serves; all of them without it.</summary>
internal sealed record ServedBy(Type Resources);

/// <summary>A request at an endpoint: who asks, and for which resources. RouteMetadata take it as a parameter.</summary>
/// <param name="Endpoint">Where it is below the base.</param>
internal sealed record ScimCall(
    Caller Caller,
    IReadOnlyList<IResources> Types,
    string Endpoint,
    PublicAddress Address,
    HttpContext Http
)
{
    public IResources Resources => Types[0];

    public string Root => Address.Root(Http);

    public static ValueTask<ScimCall?> BindAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var served = http.GetEndpoint()?.Metadata.GetMetadata<ServedBy>();
        IReadOnlyList<IResources> types = served is null
            ? [services.GetRequiredService<UserResources>(), services.GetRequiredService<GroupResources>()]
            : [(IResources)services.GetRequiredService(served.Resources)];
        var endpoint = served is null ? "/" : types[0].Type.Endpoint;
        var address = services.GetRequiredService<PublicAddress>();
        return new(new ScimCall(Caller.Of(http)!, types, endpoint, address, http));
    }

    public ScimRequest Describe() => Resources.Describe(Caller, Address, Http);
}
