using System.Text.Json.Serialization;

namespace Hub.Domain.Subscriptions;

/// <summary>Whether a subscription receives events.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubscriptionState>))]
public enum SubscriptionState
{
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Switched off by somebody.</summary>
    [JsonStringEnumMemberName("disabled")]
    Disabled,

    /// <summary>Gave up after its retries; waits to be enabled again.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The receiver said it is gone for good.</summary>
    [JsonStringEnumMemberName("ended")]
    Ended,
}

public static class SubscriptionStates
{
    public static string Name(this SubscriptionState state) =>
        state switch
        {
            SubscriptionState.Active => "active",
            SubscriptionState.Disabled => "disabled",
            SubscriptionState.Failed => "failed",
            SubscriptionState.Ended => "ended",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
}
