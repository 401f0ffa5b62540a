using Hub.Delivery.Egress;

namespace Hub.Delivery.Targets;

/// <summary>What more than one target takes for an acknowledgement.</summary>
internal static class Answers
{
    /// <summary>200 and <c>ok</c>: other 200s come from whatever stands between.</summary>
    public static bool SayOk(EgressResult result) =>
        result.StatusCode == 200 && result.Snippet.AsSpan().Trim().Equals("ok", StringComparison.OrdinalIgnoreCase);

    public static Func<EgressResult, bool> Are(int status) => result => result.StatusCode == status;
}
