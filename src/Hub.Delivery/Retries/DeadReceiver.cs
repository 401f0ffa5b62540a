using Hub.Delivery.Egress;

namespace Hub.Delivery.Retries;

/// <summary>Answers by which receivers, flow platforms among them, say that they are gone or will never take a payload.</summary>
internal static class DeadReceiver
{
    /// <summary>Why the subscription ends; nothing when the receiver may come back.</summary>
    public static string? ReasonOf(EgressResult result) =>
        result.StatusCode switch
        {
            410 => "The receiver answered 410 Gone.",
            404 when Says(result, "WorkflowNotFound") => "The flow behind the address was deleted (WorkflowNotFound).",
            400 when Says(result, "WorkflowTriggerIsNotEnabled") =>
                "The flow is turned off (WorkflowTriggerIsNotEnabled).",
            _ => null,
        };

    /// <summary>This payload will not fit the next time either.</summary>
    public static bool RefusesForGood(EgressResult result) =>
        result.StatusCode == 400 && Says(result, "TriggerInputSchemaMismatch");

    private static bool Says(EgressResult result, string code) =>
        result.Snippet.Contains(code, StringComparison.Ordinal);
}
