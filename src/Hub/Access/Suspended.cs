using Hub.Errors;

namespace Hub.Access;

/// <summary>The answer to callers of an organization that the operator has suspended.</summary>
internal static class Suspended
{
    public const string Code = "organization_suspended";

    /// <summary>Nothing where that is not why the caller of the request is refused.</summary>
    public static Refused? Refuses(HttpContext http) =>
        Caller.Of(http) is { Organization.IsSuspended: true }
            ? new Refused(403, Code, "The organization of this token is suspended; ask the hub's operator.")
            : null;
}
