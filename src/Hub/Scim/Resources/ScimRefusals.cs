using Hub.Domain;
using Hub.Ports.Store;

namespace Hub.Scim.Resources;

/// <summary>What a commit that wrote nothing, or a verb that refused, means to an identity provider.</summary>
internal static class ScimRefusals
{
    public static readonly Refusal Stale = new(
        RefusalKind.Stale,
        "precondition_failed",
        "The resource was changed since the version that the request names; read it again."
    );

    public static Refusal Missing(string detail) => new(RefusalKind.NotFound, "resource_not_found", detail);

    /// <summary>Why nothing was changed; nothing when it was.</summary>
    public static ScimError? ToScim<T>(this Written<T> written) =>
        written.Obstacle?.ToScim() ?? written.Refusal?.ToScim();

    public static ScimError ToScim(this CommitResult result) =>
        result switch
        {
            CommitResult.Taken taken => ScimError.Uniqueness($"Another resource has this {Attribute(taken)} already."),
            CommitResult.Exists => ScimError.Uniqueness("There is a resource of this id already."),
            CommitResult.Stale => new ScimError(
                409,
                null,
                "The resource was changed by somebody else at the same time; repeat the request."
            ),
            CommitResult.TooLarge large => new ScimError(413, null, large.Message),
            _ => throw new ArgumentOutOfRangeException(nameof(result)),
        };

    public static ScimError ToScim(this Refusal refusal) =>
        refusal.Kind switch
        {
            RefusalKind.Stale => new ScimError(412, null, refusal.Message),
            RefusalKind.NotFound => ScimError.NotFound(refusal.Message),
            RefusalKind.Conflict => new ScimError(409, null, refusal.Message),
            _ => ScimError.InvalidValue(refusal.Message),
        };

    private static string Attribute(CommitResult.Taken taken) =>
        taken.Field switch
        {
            "user_name" => "userName",
            "display_name" => "displayName",
            _ => "externalId",
        };
}
