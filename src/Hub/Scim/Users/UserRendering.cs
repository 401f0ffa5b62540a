using System.Buffers;
using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.People;
using Hub.People;
using Hub.Scim.Filters;
using Hub.Scim.Schemas;
using Hub.Wire;

namespace Hub.Scim.Users;

/// <summary>
/// Shows an agent as a User. The profile goes out as it was stored, byte for byte; only what the hub itself keeps is
/// written around it.
/// </summary>
internal sealed class UserRendering(SchemaCatalogue catalogue, RoleDirectory roles, EntityTags tags)
{
    private readonly (string Id, byte[] Member)[] extensions =
    [
        .. catalogue.User.Extensions.Select(extension =>
            (extension.Id, System.Text.Encoding.UTF8.GetBytes($"\"{extension.Id}\":{{"))
        ),
    ];

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    public async ValueTask<Rendered> Render(ScimRequest request, Stored<Agent> stored, CancellationToken cancellation)
    {
        var shows = request.Projection?.Shows("groups") ?? true;
        var held = shows ? await roles.Held(request.Caller.Organization.Id, stored.Value.RoleIds, cancellation) : [];
        return Render(request, stored, held);
    }

    public async Task<IReadOnlyList<Rendered>> Render(
        ScimRequest request,
        IReadOnlyList<Stored<Agent>> items,
        CancellationToken cancellation
    )
    {
        var rendered = new Rendered[items.Count];
        for (var index = 0; index < items.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            rendered[index] = await Render(request, items[index], cancellation);
        }
        return rendered;
    }

    private Rendered Render(ScimRequest request, Stored<Agent> stored, IReadOnlyList<HeldRole> held)
    {
        var output = buffer ??= new ArrayBufferWriter<byte>(4096);
        output.ResetWrittenCount();
        var location = $"{request.Base}/Users/{stored.Id}";
        var version = request.Tag(tags, stored.Version);
        var profile = (stored.Value.Profile ?? Attributes.None).Utf8.Span;
        using (var writer = new Utf8JsonWriter(output, ScimJson.Writing))
            WriteOwn(writer, stored, profile, held, request.Base, location, version);
        if (profile.Length > 2)
        {
            output.Write(","u8);
            output.Write(profile[1..]);
        }
        else
            output.Write("}"u8);
        var json = request.Projection is { } projection
            ? projection.Apply(output.WrittenSpan)
            : output.WrittenSpan.ToArray();
        return new(location, version, json);
    }

    /// <summary>An object that is left open for the profile.</summary>
    private void WriteOwn(
        Utf8JsonWriter writer,
        Stored<Agent> stored,
        ReadOnlySpan<byte> profile,
        IReadOnlyList<HeldRole> held,
        string root,
        string location,
        string version
    )
    {
        var agent = stored.Value;
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(Urns.User);
        foreach (var (id, member) in extensions)
            if (profile.IndexOf(member) >= 0)
                writer.WriteStringValue(id);
        writer.WriteEndArray();
        writer.WriteString("id"u8, stored.Id);
        if (agent.ExternalId is not null)
            writer.WriteString("externalId"u8, agent.ExternalId);
        WriteMeta(writer, "User", agent.CreatedAt, agent.UpdatedAt, location, version);
        writer.WriteString("userName"u8, agent.UserName);
        writer.WriteBoolean("active"u8, agent.IsActive);
        if (held.Count > 0)
            WriteGroups(writer, held, root);
    }

    public static void WriteMeta(
        Utf8JsonWriter writer,
        string type,
        DateTimeOffset created,
        DateTimeOffset lastModified,
        string location,
        string version
    )
    {
        writer.WriteStartObject("meta"u8);
        writer.WriteString("resourceType"u8, type);
        writer.WriteString("created"u8, DateTimes.Write(created));
        writer.WriteString("lastModified"u8, DateTimes.Write(lastModified));
        writer.WriteString("location"u8, location);
        writer.WriteString("version"u8, version);
        writer.WriteEndObject();
    }

    private static void WriteGroups(Utf8JsonWriter writer, IReadOnlyList<HeldRole> held, string root)
    {
        writer.WriteStartArray("groups"u8);
        foreach (var (role, isDirect) in held)
        {
            writer.WriteStartObject();
            writer.WriteString("value"u8, role.Uuid);
            writer.WriteString("$ref"u8, $"{root}/Groups/{role.Uuid}");
            writer.WriteString("display"u8, role.Name);
            writer.WriteString("type"u8, isDirect ? "direct"u8 : "indirect"u8);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
