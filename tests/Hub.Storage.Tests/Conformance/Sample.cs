using System.Text.Json.Serialization;
using Hub.Domain.Documents;

namespace Hub.Storage.Tests.Conformance;

/// <summary>A document with a field of every kind, each of which may be absent.</summary>
public sealed record Sample(string Id)
{
    public string? Name { get; init; }

    public string? Label { get; init; }

    public string? Email { get; init; }

    public string? Serial { get; init; }

    public long? Rank { get; init; }

    public double? Weight { get; init; }

    public bool? Done { get; init; }

    public DateTimeOffset? At { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public IReadOnlyList<Part> Parts { get; init; } = [];

    public string? Padding { get; init; }

    public string? Text { get; init; }
}

public sealed record Part(string? Kind, long? Count);

public static class SampleDocuments
{
    public static readonly DocumentType<Sample> Sample = new DocumentType<Sample>("sample", static () =>
        SampleJson.Default.Sample
    )
        .Text("name", sample => sample.Name)
        .Folded("label", sample => sample.Label)
        .Folded("email", sample => sample.Email, unique: true)
        .Text("serial", sample => sample.Serial, unique: true)
        .Integer("rank", sample => sample.Rank)
        .Number("weight", sample => sample.Weight)
        .Flag("done", sample => sample.Done)
        .Instant("at", sample => sample.At)
        .Array("tags", sample => sample.Tags)
        .Array("aliases", sample => sample.Aliases, unique: true)
        .Array("parts", [new Field("kind", FieldKind.Text), new Field("count", FieldKind.Integer)], sample =>
            sample.Parts.Select(part => new[] { FieldValue.Text(part.Kind), FieldValue.Integer(part.Count) })
        )
        .Searched(("label", sample => sample.Label), ("text", sample => sample.Text))
        .Index("rank")
        .Index("name", "rank");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Sample))]
public sealed partial class SampleJson : JsonSerializerContext;
