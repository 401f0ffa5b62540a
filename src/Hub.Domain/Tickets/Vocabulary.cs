using System.Text.Json.Serialization;

namespace Hub.Domain.Tickets;

/// <summary>Where a ticket stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TicketStatus>))]
public enum TicketStatus
{
    [JsonStringEnumMemberName("open")]
    Open,

    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("on_hold")]
    OnHold,

    [JsonStringEnumMemberName("resolved")]
    Resolved,

    [JsonStringEnumMemberName("closed")]
    Closed,
}

/// <summary>How soon a ticket wants attention.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TicketPriority>))]
public enum TicketPriority
{
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("medium")]
    Medium,

    [JsonStringEnumMemberName("high")]
    High,

    [JsonStringEnumMemberName("urgent")]
    Urgent,
}

/// <summary>How a ticket came in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TicketChannel>))]
public enum TicketChannel
{
    [JsonStringEnumMemberName("api")]
    Api,

    [JsonStringEnumMemberName("email")]
    Email,

    [JsonStringEnumMemberName("web")]
    Web,

    [JsonStringEnumMemberName("phone")]
    Phone,

    [JsonStringEnumMemberName("chat")]
    Chat,
}

/// <summary>The names of these values on the wire and in the store.</summary>
public static class Vocabulary
{
    public static string Name(this TicketStatus status) =>
        status switch
        {
            TicketStatus.Open => "open",
            TicketStatus.Pending => "pending",
            TicketStatus.OnHold => "on_hold",
            TicketStatus.Resolved => "resolved",
            TicketStatus.Closed => "closed",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    public static string Name(this TicketPriority priority) =>
        priority switch
        {
            TicketPriority.Low => "low",
            TicketPriority.Medium => "medium",
            TicketPriority.High => "high",
            TicketPriority.Urgent => "urgent",
            _ => throw new ArgumentOutOfRangeException(nameof(priority)),
        };

    public static string Name(this TicketChannel channel) =>
        channel switch
        {
            TicketChannel.Api => "api",
            TicketChannel.Email => "email",
            TicketChannel.Web => "web",
            TicketChannel.Phone => "phone",
            TicketChannel.Chat => "chat",
            _ => throw new ArgumentOutOfRangeException(nameof(channel)),
        };
}
