using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Domain.Assets;

/// <summary>Assets, and what is told of them.</summary>
public static class AssetKinds
{
    public static readonly Kind<Asset> Asset = new(
        RecordKinds.Document<Asset>("asset", AssetJson.Default, fields =>
            fields
                .Folded("type", one => one.Type)
                .Text("status", one => Names<AssetStatus>.Of(one.Status))
                .Integer("department_id", one => one.DepartmentId)
                .Integer("owner_id", one => one.OwnerId)
                .Folded("owner_email", one => one.OwnerEmail)
                .Folded("tag", one => one.Tag, unique: true)
                .Text("external_key", one => one.ExternalKey, unique: true)
                .Folded("text", one =>
                    $"{one.Name}\n{one.Tag}\n{one.SerialNumber}\n{one.Vendor}\n{one.Model}\n{one.Location}"
                )
                .LinksTickets()
                .Index("status", "id")
                .Index("department_id", "id")
                .Index("owner_id")
        )
    )
    {
        Partition = "assets",
        ReadScope = Scope.AssetsRead,
        Happens = [new(AssetFacts.Discovered) { Description = "An asset was discovered, or added by hand." }],
        Shape = new Shape<Asset>()
            .Integer("id", "The asset's number.", asset => asset.Id)
            .Text("name", "What it is called.", asset => asset.Name)
            .Text("type", "What sort of thing it is.", asset => asset.Type)
            .Choice("status", "What it is doing.", Names<AssetStatus>.All, asset => Names<AssetStatus>.Of(asset.Status))
            .Text("serial_number", "The number that its maker gave it; absent when unknown.", asset =>
                asset.SerialNumber
            )
            .Optional()
            .Text("tag", "What it is labelled with; absent when it has no label.", asset => asset.Tag)
            .Optional()
            .Integer("department_id", "The department it belongs to; absent when none.", asset => asset.DepartmentId)
            .Optional()
            .Integer("owner_id", "The agent who has it; absent when none has.", asset => asset.OwnerId)
            .Optional()
            .Text(
                "owner_email",
                "The e-mail address of whoever has it; absent when unknown.",
                asset => asset.OwnerEmail,
                "email"
            )
            .Optional()
            .Text("location", "Where it is; absent when unknown.", asset => asset.Location)
            .Optional()
            .Text("vendor", "Who makes or sells it; absent when unknown.", asset => asset.Vendor)
            .Optional()
            .Text("model", "Its model; absent when unknown.", asset => asset.Model)
            .Optional()
            .Instant("purchased_at", "When it was bought; absent when unknown.", asset => asset.PurchasedAt)
            .Optional()
            .Instant("warranty_until", "When its warranty ends; absent when unknown.", asset => asset.WarrantyUntil)
            .Optional()
            .Choice("source", "How the hub came to know of it.", Names<AssetSource>.All, asset =>
                Names<AssetSource>.Of(asset.Source)
            )
            .Text("external_key", "What discovery knows it by; absent when it does not.", asset => asset.ExternalKey)
            .Optional()
            .Instant("created_at", "When it came to be known.", asset => asset.CreatedAt)
            .Instant("updated_at", "When anything of it last changed.", asset => asset.UpdatedAt),
        Sample = new Asset
        {
            Id = 311,
            Name = "Laptop of Una Berg",
            Type = "laptop",
            Status = AssetStatus.InUse,
            SerialNumber = "5CG1234XYZ",
            Tag = "LT-0311",
            DepartmentId = 3,
            OwnerId = 12,
            OwnerEmail = "user@company.com",
            Location = "Berlin, third floor",
            Vendor = "Lenovo",
            Model = "T14",
            PurchasedAt = Samples.At.AddYears(-1),
            WarrantyUntil = Samples.At.AddYears(2),
            Source = AssetSource.Discovery,
            ExternalKey = "intune:7d43",
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        },
    };
}

/// <summary>What happens to assets.</summary>
public static class AssetFacts
{
    /// <summary>It came to be known, through discovery or by hand.</summary>
    public static readonly Fact Discovered = Fact.Of("asset", "discovered");
}
