using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>A document with a field of every kind, with names that are reserved words.</summary>
internal sealed record Thing
{
    public string? Name { get; init; }
    public string? Left { get; init; }
    public long? Order { get; init; }
    public double? Value { get; init; }
    public bool? Top { get; init; }
    public DateTimeOffset? End { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    public const string Partition = "things";

    public static readonly OrganizationId Acme = new(Guid.Parse("11111111-1111-4111-8111-111111111111"));
    public static readonly OrganizationId Umbrella = new(Guid.Parse("22222222-2222-4222-8222-222222222222"));

    public static readonly DocumentType<Thing> Document = new DocumentType<Thing>("thing", static () =>
        ThingJson.Default.Thing
    )
        .Text("name", thing => thing.Name, unique: true)
        .Folded("left", thing => thing.Left)
        .Integer("order", thing => thing.Order)
        .Number("value", thing => thing.Value)
        .Flag("top", thing => thing.Top)
        .Instant("end", thing => thing.End)
        .Array("tags", thing => thing.Tags)
        .Array("addresses", [new Field("type", FieldKind.Text), new Field("value", FieldKind.FoldedText)], thing =>
            thing.Addresses.Select(address => new[] { FieldValue.Text(address.Type), FieldValue.Folded(address.Value) })
        )
        .Index("order")
        .Index("left", "order");

    public static Commit Change(params Change[] changes) => In(Acme, Partition, changes);

    public static Commit In(OrganizationId organization, string partition, params Change[] changes) =>
        new(organization, partition) { Changes = changes };

    public static Put<Thing> Put(string id, Thing thing, Expected? expected = null) =>
        new(Document, id, thing, expected ?? Expected.Absent);

    public static Delete Delete(string id, Expected? expected = null) =>
        new(Document, id, expected ?? Expected.Anything);

    public static HubEvent Happened(string partition = Partition, OrganizationId? organization = null) =>
        HubEvent.Of(
            TicketFacts.Created,
            organization ?? Acme,
            partition,
            Actor.System,
            TimeProvider.System.GetUtcNow()
        );
}

internal sealed record Address(string? Type, string? Value);

[JsonSerializable(typeof(Thing))]
internal sealed partial class ThingJson : JsonSerializerContext;
