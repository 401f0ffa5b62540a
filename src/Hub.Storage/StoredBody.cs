using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Ports.Store;

namespace Hub.Storage;

/// <summary>A document written as its body stands, with the fields that its type's declaration makes of it today.</summary>
internal sealed class StoredBody(DocumentType type, string id, byte[] body, Expected expected)
    : Change(type, id, expected)
{
    public override bool IsDeletion => false;

    public override void WriteBody(Utf8JsonWriter writer) => writer.WriteRawValue(body);

    public override DocumentFields ReadFields() => Type.Extract(body);
}
