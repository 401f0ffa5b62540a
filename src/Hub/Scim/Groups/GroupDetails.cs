using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.People;
using Hub.People;
using Hub.Scim.Patching;
using Hub.Scim.Resources;
using Hub.Scim.Schemas;
using Microsoft.Extensions.Options;

namespace Hub.Scim.Groups;

/// <summary>Between a Group as attributes and what the domain is told of a role.</summary>
internal sealed class GroupDetails(SchemaCatalogue catalogue, IOptions<ScimOptions> options)
{
    /// <summary>All that clients may have set but the members.</summary>
    public static JsonObject Attributes(Role role)
    {
        var resource = role.Profile is { } profile ? JsonNode.Parse(profile.Utf8.Span)!.AsObject() : [];
        resource["id"] = role.Key;
        resource["displayName"] = role.Name;
        if (role.ExternalId is not null)
            resource["externalId"] = role.ExternalId;
        return resource;
    }

    /// <summary>The resource without its members, and those.</summary>
    public ScimResult<GroupBody> Read(JsonElement body)
    {
        var resource = ResourceReader.Read(catalogue.Group, body);
        if (resource.IsError)
            return resource.Error;
        if (SchemaList.Find(body, "members") is { } given && MemberIds.Check(given) is { } nameless)
            return nameless;
        var members = resource.Value["members"] as JsonArray;
        resource.Value.Remove("members");
        resource.Value.Remove("schemas");
        return new GroupBody(resource.Value, new MemberChange.Replace(MemberIds.Of(members)));
    }

    /// <param name="resource">Taken apart.</param>
    public ScimResult<RoleDetails> Of(JsonObject resource, Role? before)
    {
        if (Required.Check(catalogue, catalogue.Group, resource) is { } missing)
            return missing;
        var details = new RoleDetails
        {
            Name = resource["displayName"]!.GetValue<string>(),
            Description = before?.Description,
            ExternalId = resource["externalId"]?.GetValue<string>(),
            ClaimsExternalId = options.Value.UniqueExternalId || resource["externalId"] is null,
        };
        foreach (var own in (string[])["schemas", "id", "meta", "displayName", "externalId"])
            resource.Remove(own);
        return details with { Profile = ProfileEdits.ToProfile(resource) };
    }
}

/// <summary>A Group as it was sent.</summary>
internal sealed record GroupBody(JsonObject Resource, MemberChange Members);
