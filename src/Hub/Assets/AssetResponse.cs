using Hub.Domain.Assets;
using Hub.Resources;
using Hub.Wire.Bodies;

namespace Hub.Assets;

/// <summary>A thing that the organization has.</summary>
[Like(typeof(CreateAsset))]
internal sealed record AssetResponse : RecordResponse
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    /// <summary>What it is doing.</summary>
    public required AssetStatus Status { get; init; }

    public string? SerialNumber { get; init; }

    public string? Tag { get; init; }

    public long? DepartmentId { get; init; }

    public long? OwnerId { get; init; }

    public string? OwnerEmail { get; init; }

    public string? Location { get; init; }

    public string? Vendor { get; init; }

    public string? Model { get; init; }

    public DateTimeOffset? PurchasedAt { get; init; }

    public DateTimeOffset? WarrantyUntil { get; init; }

    public string? Notes { get; init; }

    /// <summary>How the hub came to know of it.</summary>
    public required AssetSource Source { get; init; }

    public string? ExternalKey { get; init; }

    /// <summary>How many tickets are linked to it.</summary>
    public required int TicketCount { get; init; }

    public static AssetResponse Of(Asset asset) =>
        new()
        {
            Name = asset.Name,
            Type = asset.Type,
            Status = asset.Status,
            SerialNumber = asset.SerialNumber,
            Tag = asset.Tag,
            DepartmentId = asset.DepartmentId,
            OwnerId = asset.OwnerId,
            OwnerEmail = asset.OwnerEmail,
            Location = asset.Location,
            Vendor = asset.Vendor,
            Model = asset.Model,
            PurchasedAt = asset.PurchasedAt,
            WarrantyUntil = asset.WarrantyUntil,
            Notes = asset.Notes,
            Source = asset.Source,
            ExternalKey = asset.ExternalKey,
            TicketCount = asset.TicketIds.Count,
        };
}
