using Hub.Domain.Events;
using Hub.Domain.Organizations;

namespace Hub.Scim.Access;

/// <summary>Who a request comes from: an identity provider, or an agent with a token of their own.</summary>
/// <param name="TokenId">Names the token among those of its kind.</param>
/// <param name="Agent">The agent whose token it is: what <c>/Me</c> means. An identity provider is nobody.</param>
/// <param name="RequestsPerMinute">The token's own limit; absent for the general one.</param>
internal sealed record ScimCaller(
    string TokenId,
    OrganizationId Organization,
    Actor Actor,
    Guid? Agent = null,
    int? RequestsPerMinute = null
)
{
    public static ValueTask<ScimCaller?> BindAsync(HttpContext http) => new(http.Features.Get<ScimCaller>());
}
