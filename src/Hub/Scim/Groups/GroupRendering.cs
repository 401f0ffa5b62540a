using System.Buffers;
using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.People;
using Hub.People;
using Hub.Ports.Store;
using Hub.Scim.Schemas;
using Hub.Scim.Users;
using Hub.Wire;

namespace Hub.Scim.Groups;

/// <summary>Shows a role as a Group, with its members when they are asked for.</summary>
internal sealed class GroupRendering(IStore store, EntityTags tags)
{
    public async Task<Rendered> Render(ScimRequest request, Stored<Role> stored, CancellationToken cancellation)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        var location = $"{request.Base}/Groups/{stored.Id}";
        var version = request.Tag(tags, stored.Version);
        using (var writer = new Utf8JsonWriter(output, ScimJson.Writing))
        {
            var role = stored.Value;
            var profile = role.Profile ?? Attributes.None;
            writer.WriteStartObject();
            WriteSchemas(writer, profile);
            writer.WriteString("id"u8, stored.Id);
            if (role.ExternalId is not null)
                writer.WriteString("externalId"u8, role.ExternalId);
            UserRendering.WriteMeta(writer, "Group", role.CreatedAt, role.UpdatedAt, location, version);
            writer.WriteString("displayName"u8, role.Name);
            if (role.MemberCount > 0 && (request.Projection?.Shows("members") ?? true))
                await WriteMembers(writer, request, stored.Id, cancellation);
            foreach (var member in profile.Root.EnumerateObject())
                member.WriteTo(writer);
            writer.WriteEndObject();
        }
        var json = request.Projection is { } projection
            ? projection.Apply(output.WrittenSpan)
            : output.WrittenSpan.ToArray();
        return new(location, version, json);
    }

    private static void WriteSchemas(Utf8JsonWriter writer, Attributes profile)
    {
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(Urns.Group);
        foreach (var member in profile.Root.EnumerateObject())
            if (member.Name.StartsWith("urn:", StringComparison.OrdinalIgnoreCase))
                writer.WriteStringValue(member.Name);
        writer.WriteEndArray();
    }

    private async Task WriteMembers(
        Utf8JsonWriter writer,
        ScimRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var organization = request.Caller.Organization.Id;
        var members = MembershipQuery.Of(id);
        writer.WriteStartArray("members"u8);
        await foreach (var agent in store.All(PeopleDocuments.Agent, organization, members, cancellation))
            WriteMember(writer, agent.Id, agent.Value.Name, "User", $"{request.Base}/Users/{agent.Id}");
        await foreach (var role in store.All(PeopleDocuments.Role, organization, members, cancellation))
            WriteMember(writer, role.Id, role.Value.Name, "Group", $"{request.Base}/Groups/{role.Id}");
        writer.WriteEndArray();
    }

    private static void WriteMember(Utf8JsonWriter writer, string id, string name, string type, string location)
    {
        writer.WriteStartObject();
        writer.WriteString("value"u8, id);
        writer.WriteString("$ref"u8, location);
        writer.WriteString("display"u8, name);
        writer.WriteString("type"u8, type);
        writer.WriteEndObject();
    }
}
