using Hub.Delivery.Egress;

namespace Hub.Delivery.Tests.Retries;

/// <summary>Sends as they may end.</summary>
internal static class Result
{
    public static EgressResult Answered(int status, string body = "", TimeSpan? retryAfter = null) =>
        new(EgressCategories.Of(status), status, TimeSpan.FromMilliseconds(10), body, retryAfter);

    public static EgressResult Unanswered(EgressCategory category) =>
        new(category, null, TimeSpan.FromMilliseconds(10), "", Problem: category.ToString());
}
