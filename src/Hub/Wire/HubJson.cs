using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Errors;
using Hub.People;
using Hub.Quotas;
using Hub.Resources.Links;
using Hub.Scim.Access;
using Hub.SettingAside;
using Hub.Tickets;
using Hub.Tokens;
using Hub.Webhooks;

namespace Hub.Wire;

/// <summary>
/// Everything the REST API reads and writes: source-generated, snake_case, absent rather than null. What was taken in once is
/// written inside a record and an envelope: there is room for that.
/// </summary>
[JsonSourceGenerationOptions(
    MaxDepth = 256,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcConverter), typeof(OptionalConverterFactory), typeof(NamedEnumConverterFactory)]
)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(CreateSubticket))]
[JsonSerializable(typeof(CreateTicket))]
[JsonSerializable(typeof(UpdateTicket))]
[JsonSerializable(typeof(LinkTicket))]
[JsonSerializable(typeof(AddReply))]
[JsonSerializable(typeof(MergeTicket))]
[JsonSerializable(typeof(One<TicketResponse>))]
[JsonSerializable(typeof(Many<TicketResponse>))]
[JsonSerializable(typeof(One<TicketDetailsResponse>))]
[JsonSerializable(typeof(One<ReplyResponse>))]
[JsonSerializable(typeof(Many<ReplyResponse>))]
[JsonSerializable(typeof(Many<TimelineEntryResponse>))]
[JsonSerializable(typeof(CreateWebhook))]
[JsonSerializable(typeof(UpdateWebhook))]
[JsonSerializable(typeof(One<WebhookResponse>))]
[JsonSerializable(typeof(SavedWebhook))]
[JsonSerializable(typeof(Many<WebhookResponse>))]
[JsonSerializable(typeof(Many<WebhookEventResponse>))]
[JsonSerializable(typeof(RotateWebhookSecret))]
[JsonSerializable(typeof(TestWebhook))]
[JsonSerializable(typeof(ReplayEvents))]
[JsonSerializable(typeof(One<ReplayResponse>))]
[JsonSerializable(typeof(One<QueuedDeliveryResponse>))]
[JsonSerializable(typeof(Many<DeliveryResponse>))]
[JsonSerializable(typeof(One<DeliveryResponse>))]
[JsonSerializable(typeof(Many<SetAsideResponse>))]
[JsonSerializable(typeof(One<StatusResponse>))]
[JsonSerializable(typeof(CreateUser))]
[JsonSerializable(typeof(UpdateUser))]
[JsonSerializable(typeof(One<UserResponse>))]
[JsonSerializable(typeof(Many<UserResponse>))]
// The values inside Optional<T>.
[JsonSerializable(typeof(IReadOnlyList<long>))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(DateOnly?))]
[JsonSerializable(typeof(WebhookFilters))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class HubJson : JsonSerializerContext
{
    /// <summary>The same with text as it is: nobody puts these answers into HTML unescaped.</summary>
    public static HubJson Wire => wire ??= new(Relaxed());

    private static HubJson? wire;

    private static JsonSerializerOptions Relaxed() =>
        new(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
