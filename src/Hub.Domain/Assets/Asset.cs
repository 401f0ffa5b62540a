using System.Text.Json.Serialization;
using Hub.Domain.Records;

namespace Hub.Domain.Assets;

/// <summary>A thing that the organization has: hardware, software, whatever it looks after.</summary>
public sealed record Asset : LinkedRecord
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public AssetStatus Status { get; init; } = AssetStatus.InUse;

    public string? SerialNumber { get; init; }

    /// <summary>What it is labelled with; unique where there is one.</summary>
    public string? Tag { get; init; }

    public long? DepartmentId { get; init; }

    /// <summary>The agent who has it.</summary>
    public long? OwnerId { get; init; }

    /// <summary>Whoever else has it.</summary>
    public string? OwnerEmail { get; init; }

    public string? Location { get; init; }

    public string? Vendor { get; init; }

    public string? Model { get; init; }

    public DateTimeOffset? PurchasedAt { get; init; }

    public DateTimeOffset? WarrantyUntil { get; init; }

    public string? Notes { get; init; }

    public AssetSource Source { get; init; } = AssetSource.Manual;

    /// <summary>What discovery knows it by; unique where there is one.</summary>
    public string? ExternalKey { get; init; }
}

/// <summary>What an asset is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AssetStatus>))]
public enum AssetStatus
{
    [JsonStringEnumMemberName("in_stock")]
    InStock,

    [JsonStringEnumMemberName("in_use")]
    InUse,

    [JsonStringEnumMemberName("in_repair")]
    InRepair,

    [JsonStringEnumMemberName("lost")]
    Lost,

    [JsonStringEnumMemberName("retired")]
    Retired,
}

/// <summary>How the hub came to know of an asset.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AssetSource>))]
public enum AssetSource
{
    [JsonStringEnumMemberName("manual")]
    Manual,

    [JsonStringEnumMemberName("discovery")]
    Discovery,
}

[JsonSerializable(typeof(Asset))]
internal sealed partial class AssetJson : JsonSerializerContext;
