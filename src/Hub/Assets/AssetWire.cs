using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.Assets;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Assets;

/// <summary>What is said of an asset, by hand or by discovery.</summary>
internal abstract record AssetFields
{
    /// <summary>What it is called.</summary>
    /// <example>Laptop of Una Berg</example>
    [Required, Length(1, 255)]
    public string? Name { get; init; }

    /// <summary>What sort of thing it is, in a word of your own.</summary>
    /// <example>laptop</example>
    [Required, Length(1, 50)]
    public string? Type { get; init; }

    /// <summary>What it is doing; in_use when absent from a new one.</summary>
    [DefaultValue(AssetStatus.InUse)]
    public AssetStatus? Status { get; init; }

    /// <summary>The number that its maker gave it.</summary>
    [MaxLength(100)]
    public string? SerialNumber { get; init; }

    /// <summary>What it is labelled with, unique in the organization whatever the case.</summary>
    /// <example>LT-0311</example>
    [MaxLength(100)]
    public string? Tag { get; init; }

    /// <summary>The department it belongs to, by its id.</summary>
    [IdOf("department")]
    public long? DepartmentId { get; init; }

    /// <summary>The agent who has it, by their id.</summary>
    [IdOf("agent")]
    public long? OwnerId { get; init; }

    /// <summary>The e-mail address of whoever has it.</summary>
    [MaxLength(254), EmailAddress]
    public string? OwnerEmail { get; init; }

    /// <summary>Where it is.</summary>
    [MaxLength(255)]
    public string? Location { get; init; }

    /// <summary>Who makes or sells it.</summary>
    [MaxLength(255)]
    public string? Vendor { get; init; }

    /// <summary>Its model, as the vendor calls it.</summary>
    [MaxLength(255)]
    public string? Model { get; init; }

    /// <summary>When it was bought.</summary>
    public DateTimeOffset? PurchasedAt { get; init; }

    /// <summary>When its warranty ends.</summary>
    public DateTimeOffset? WarrantyUntil { get; init; }

    /// <summary>What else there is to know.</summary>
    [MaxLength(5_000)]
    public string? Notes { get; init; }

    /// <summary>What is said as a change of an asset: what is not said changes nothing.</summary>
    protected UpdateAsset ToUpdate(string? externalKey) =>
        new()
        {
            Name = Said(Name),
            Type = Said(Type),
            Status = Said(Status),
            SerialNumber = Said(SerialNumber),
            Tag = Said(Tag),
            DepartmentId = Said(DepartmentId),
            OwnerId = Said(OwnerId),
            OwnerEmail = Said(OwnerEmail),
            Location = Said(Location),
            Vendor = Said(Vendor),
            Model = Said(Model),
            PurchasedAt = Said(PurchasedAt),
            WarrantyUntil = Said(WarrantyUntil),
            Notes = Said(Notes),
            ExternalKey = Said(externalKey),
        };

    private static Optional<T?> Said<T>(T? value) => value is null ? default : new Optional<T?>(value);
}

/// <summary>An asset to add by hand.</summary>
/// <example>{"name": "Laptop of Una Berg", "type": "laptop", "serial_number": "5CG1234XYZ", "tag": "LT-0311"}</example>
internal sealed record CreateAsset : AssetFields
{
    /// <summary>What discovery will know it by, unique in the organization.</summary>
    [MaxLength(255)]
    public string? ExternalKey { get; init; }

    public Asset ToAsset() => ToUpdate(ExternalKey).ApplyTo(new Asset { Name = Name!, Type = Type! });
}

/// <summary>What to change of an asset; fields that are left out stay as they are.</summary>
/// <example>{"status": "in_repair", "location": "Workshop"}</example>
[Like(typeof(CreateAsset))]
internal sealed record UpdateAsset
{
    [CannotBeCleared]
    public Optional<string?> Name { get; init; }

    [CannotBeCleared]
    public Optional<string?> Type { get; init; }

    /// <summary>What it is doing.</summary>
    [CannotBeCleared]
    public Optional<AssetStatus?> Status { get; init; }

    public Optional<string?> SerialNumber { get; init; }

    public Optional<string?> Tag { get; init; }

    public Optional<long?> DepartmentId { get; init; }

    public Optional<long?> OwnerId { get; init; }

    public Optional<string?> OwnerEmail { get; init; }

    public Optional<string?> Location { get; init; }

    public Optional<string?> Vendor { get; init; }

    public Optional<string?> Model { get; init; }

    public Optional<DateTimeOffset?> PurchasedAt { get; init; }

    public Optional<DateTimeOffset?> WarrantyUntil { get; init; }

    public Optional<string?> Notes { get; init; }

    public Optional<string?> ExternalKey { get; init; }

    public Asset ApplyTo(Asset asset) =>
        asset with
        {
            Name = Name.Or(asset.Name)!,
            Type = Type.Or(asset.Type)!,
            Status = Status.Or(asset.Status)!.Value,
            SerialNumber = SerialNumber.Or(asset.SerialNumber),
            Tag = Present(Tag.Or(asset.Tag)),
            DepartmentId = DepartmentId.Or(asset.DepartmentId),
            OwnerId = OwnerId.Or(asset.OwnerId),
            OwnerEmail = OwnerEmail.Or(asset.OwnerEmail),
            Location = Location.Or(asset.Location),
            Vendor = Vendor.Or(asset.Vendor),
            Model = Model.Or(asset.Model),
            PurchasedAt = PurchasedAt.Or(asset.PurchasedAt),
            WarrantyUntil = WarrantyUntil.Or(asset.WarrantyUntil),
            Notes = Notes.Or(asset.Notes),
            ExternalKey = Present(ExternalKey.Or(asset.ExternalKey)),
        };

    /// <summary>An empty text is nothing that could be unique.</summary>
    private static string? Present(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
