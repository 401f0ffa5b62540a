using Microsoft.AspNetCore.Authorization;

namespace Hub.Access;

/// <summary>
/// What a caller must be to use a route. Declared on the route, where it names one of the framework's policies, and the one
/// requirement of that policy, so that a known caller is judged by it without asking the framework.
/// </summary>
internal abstract record RequiredAccess : IAuthorizeData, IAuthorizationRequirement
{
    public abstract string Policy { get; }

    /// <summary>The scheme that finds the caller, and that answers where there is none or a wrong one.</summary>
    public abstract string Scheme { get; }

    /// <summary>The tokens that most callers of the route have; absent where the store keeps none of them.</summary>
    public abstract TokenKind? Tokens { get; }

    /// <summary>Whether the caller may use the route: nobody of a suspended organization may use any.</summary>
    public bool Admits(Caller caller) => !caller.Organization.IsSuspended && Allows(caller);

    protected abstract bool Allows(Caller caller);

    /// <summary>Whether a request may come from nobody.</summary>
    public virtual bool AllowsNobody(HttpContext http) => false;

    public void AddTo(AuthorizationOptions options) =>
        options.AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Scheme).AddRequirements(this));

    string? IAuthorizeData.Policy
    {
        get => Policy;
        set => throw new NotSupportedException();
    }

    string? IAuthorizeData.Roles
    {
        get => null;
        set => throw new NotSupportedException();
    }

    string? IAuthorizeData.AuthenticationSchemes
    {
        get => null;
        set => throw new NotSupportedException();
    }
}

/// <summary>Judges callers that the framework's schemes found.</summary>
internal sealed class RequiredAccessHandler : AuthorizationHandler<RequiredAccess>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiredAccess requirement)
    {
        var fits = context.User is CallerPrincipal { Caller: var caller }
            ? requirement.Admits(caller)
            : context.Resource is HttpContext http && requirement.AllowsNobody(http);
        if (fits)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
