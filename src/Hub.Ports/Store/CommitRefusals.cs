using Hub.Domain;

namespace Hub.Ports.Store;

/// <summary>What a commit that wrote nothing means to whoever asked for it.</summary>
public static class CommitRefusals
{
    public static Refusal ToRefusal(this CommitResult result) =>
        result switch
        {
            CommitResult.Stale => Refusal.Conflict(
                "changed_meanwhile",
                "It was changed by somebody else at the same time; repeat the request."
            ),
            CommitResult.Exists exists => Refusal.Conflict(
                "already_exists",
                $"There is a {exists.Type} like that already."
            ),
            CommitResult.Taken taken => new Refusal(
                RefusalKind.Conflict,
                $"{taken.Field}_taken",
                taken.Element is { } element
                    ? $"Another {taken.Type} has {element} among its {taken.Field}; take it away there first."
                    : $"Another {taken.Type} has this {taken.Field}; choose a different one.",
                taken.Field
            ),
            CommitResult.TooLarge large => Refusal.Invalid("too_large", large.Message),
            _ => throw new ArgumentOutOfRangeException(nameof(result)),
        };
}
