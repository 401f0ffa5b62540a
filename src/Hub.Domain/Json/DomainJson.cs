using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;

namespace Hub.Domain.Json;

/// <summary>
/// How the domain's records are written in the store: source-generated, absent values left out. What is taken in is nested far
/// less deeply than what can be read: a value stands inside a record, an event, an envelope.
/// </summary>
[JsonSourceGenerationOptions(
    MaxDepth = 256,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(OrganizationIdConverter)]
)]
[JsonSerializable(typeof(HubEvent))]
[JsonSerializable(typeof(Ticket))]
[JsonSerializable(typeof(Reply))]
[JsonSerializable(typeof(TimelineEntry))]
[JsonSerializable(typeof(Agent))]
[JsonSerializable(typeof(FormerAgent))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(OpenMembership))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(ApiToken))]
[JsonSerializable(typeof(ScimToken))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(JsonElement[]))]
public sealed partial class DomainJson : JsonSerializerContext;

/// <summary>An organization's id is its bare UUID.</summary>
public sealed class OrganizationIdConverter : JsonConverter<OrganizationId>
{
    public override OrganizationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, OrganizationId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
