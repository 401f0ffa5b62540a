using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Domain.Assets;
using Hub.Wire;

namespace Hub.Assets;

/// <summary>What a discovery has found.</summary>
/// <example>
/// {"assets": [{"external_key": "intune:7d43", "name": "LT-0311", "type": "laptop", "serial_number": "5CG1234XYZ"}]}
/// </example>
internal sealed record DiscoverAssets
{
    /// <summary>The assets, each by its external key.</summary>
    [Required, Length(1, 1_000)]
    public IReadOnlyList<DiscoveredAsset?>? Assets { get; init; }
}

/// <summary>An asset that a discovery has found; what it does not say of one that is known already stays as it is.</summary>
internal sealed record DiscoveredAsset : AssetFields
{
    /// <summary>What the discovery knows it by, unique in the organization.</summary>
    /// <example>intune:7d43</example>
    [Required, Length(1, 255)]
    public string? ExternalKey { get; init; }

    public Asset ToAsset() =>
        ApplyTo(
            new Asset
            {
                Name = Name!,
                Type = Type!,
                Source = AssetSource.Discovery,
            }
        );

    public Asset ApplyTo(Asset asset) => ToUpdate(ExternalKey).ApplyTo(asset);
}

/// <summary>What became of what a discovery has found.</summary>
internal sealed record DiscoveryResponse
{
    /// <summary>How many assets are new.</summary>
    public required int Created { get; init; }

    /// <summary>How many were known and are changed.</summary>
    public required int Updated { get; init; }

    /// <summary>How many were known, with all that was said of them.</summary>
    public required int Unchanged { get; init; }

    /// <summary>How many were not taken; what they say does not hold.</summary>
    public required int Refused { get; init; }

    /// <summary>What became of each, in the order of the request.</summary>
    public required IReadOnlyList<DiscoveredRow> Rows { get; init; }

    public static DiscoveryResponse Of(IReadOnlyList<DiscoveredRow> rows) =>
        new()
        {
            Created = rows.Count(row => row.Result == DiscoveryResult.Created),
            Updated = rows.Count(row => row.Result == DiscoveryResult.Updated),
            Unchanged = rows.Count(row => row.Result == DiscoveryResult.Unchanged),
            Refused = rows.Count(row => row.Result == DiscoveryResult.Refused),
            Rows = rows,
        };
}

/// <summary>What became of one asset that a discovery has found.</summary>
internal sealed record DiscoveredRow
{
    /// <summary>What the discovery knows it by; absent when it does not say.</summary>
    public string? ExternalKey { get; init; }

    /// <summary>What became of it.</summary>
    public required DiscoveryResult Result { get; init; }

    /// <summary>The asset's id; absent of one that was refused.</summary>
    public long? AssetId { get; init; }

    /// <summary>What does not hold, by field; absent of one that was taken.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>What it was taken with, and may not be what was meant: fields that were not read.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }
}

/// <summary>What became of an asset that a discovery has found.</summary>
internal enum DiscoveryResult
{
    [JsonStringEnumMemberName("created")]
    Created,

    [JsonStringEnumMemberName("updated")]
    Updated,

    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    [JsonStringEnumMemberName("refused")]
    Refused,
}
