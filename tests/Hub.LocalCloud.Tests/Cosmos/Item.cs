using Newtonsoft.Json;

namespace Hub.LocalCloud.Tests.Cosmos;

/// <summary>An item of the kind that the store keeps: hierarchical key, type, and fields.</summary>
internal sealed record Item(
    [property: JsonProperty("id")] string Id,
    [property: JsonProperty("organizationId")] string Organization,
    [property: JsonProperty("partition")] string Partition,
    [property: JsonProperty("type")] string Type = "ticket",
    [property: JsonProperty("f", NullValueHandling = NullValueHandling.Ignore)] Fields? Fields = null,
    [property: JsonProperty("ttl", NullValueHandling = NullValueHandling.Ignore)] int? TimeToLive = null
);

internal sealed record Fields(
    [property: JsonProperty("status", NullValueHandling = NullValueHandling.Ignore)] string? Status = null,
    [property: JsonProperty("updated")] int Updated = 0,
    [property: JsonProperty("tags", NullValueHandling = NullValueHandling.Ignore)] string[]? Tags = null,
    [property: JsonProperty("emails", NullValueHandling = NullValueHandling.Ignore)] Email[]? Emails = null
);

internal sealed record Email(
    [property: JsonProperty("type")] string Type,
    [property: JsonProperty("value")] string Value
);
