using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Domain.Classifications;

/// <summary>What tickets are about: classifications stand below each other, from the general to the particular.</summary>
public sealed record Classification : Record
{
    /// <summary>So many levels there are, the topmost included.</summary>
    public const int DeepestLevel = 5;

    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The one that it stands right below; absent at the top.</summary>
    public long? ParentId { get; init; }

    /// <summary>Whether it is still offered to whoever chooses one.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The name belongs to one below the same parent.</summary>
    public const string NameBelowParent = "name_below_parent";

    public static readonly Kind<Classification> Kind = new(
        RecordKinds.Document<Classification>("classification", ClassificationJson.Default, fields =>
            fields
                .Folded("name", one => one.Name)
                .Folded(NameBelowParent, one => $"{one.ParentId}/{one.Name}", unique: true)
                .Integer("parent_id", one => one.ParentId)
                .Flag("is_root", one => one.ParentId is null)
                .Flag("is_active", one => one.IsActive)
                .Index("name")
                .Index("parent_id", "id")
        )
    )
    {
        Beside = [ClassificationTree.Document],
        Partition = ClassificationTree.Partition,
        ReadScope = Scope.TicketsRead,
        Lifecycle = FactSet.Of("classification"),
        Shape = new Shape<Classification>()
            .Integer("id", "The classification's number.", one => one.Id)
            .Text("name", "Its name, unique below its parent.", one => one.Name)
            .Text("description", "Which tickets it is for; absent when nobody said.", one => one.Description)
            .Optional()
            .Integer("parent_id", "The classification that it stands right below; absent at the top.", one =>
                one.ParentId
            )
            .Optional()
            .Flag("is_active", "Whether it is still offered to whoever chooses one.", one => one.IsActive)
            .Instant("created_at", "When it was created.", one => one.CreatedAt)
            .Instant("updated_at", "When it last changed.", one => one.UpdatedAt),
        Sample = Example,
        SampleBefore = Example with { Name = "Notebooks" },
    };

    private static Classification Example =>
        new()
        {
            Id = 21,
            Name = "Laptops",
            Description = "Laptops, docking stations and their screens",
            ParentId = 5,
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        };
}

/// <summary>
/// Stands for all of an organization's classifications together: whatever changes which stands below which writes it too, so that such
/// changes come one after the other and no two of them make a circle.
/// </summary>
public sealed record ClassificationTree(long Changes)
{
    public const string Partition = "classifications";
    public const string DocumentId = "tree";

    public static readonly DocumentType<ClassificationTree> Document = RecordKinds.Beside<ClassificationTree>(
        "classification_tree",
        ClassificationJson.Default
    );
}

[JsonSerializable(typeof(Classification))]
[JsonSerializable(typeof(ClassificationTree))]
internal sealed partial class ClassificationJson : JsonSerializerContext;
