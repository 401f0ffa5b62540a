using Hub.Domain;
using Hub.Ports.Store;

namespace Hub.Scim.Resources;

/// <summary>What a commit that wrote nothing, or a verb that refused, means to an identity provider.</summary>
internal static class CommitErrors
{
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

    public static ScimError ToScim(this Refusal refusal) => ScimError.InvalidValue(refusal.Message);

    private static string Attribute(CommitResult.Taken taken) =>
        taken.Field switch
        {
            "user_name" => "userName",
            "display_name" => "displayName",
            _ => "externalId",
        };
}
