using System.Text.Json.Nodes;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.People;
using Hub.Ports.Store;
using Hub.Scim.Resources;
using Hub.Scim.Schemas;
using Microsoft.Extensions.Options;

namespace Hub.Scim.Users;

/// <summary>Between a User as attributes and what the domain is told of an agent.</summary>
internal sealed class UserDetails(IStore store, SchemaCatalogue catalogue, IOptions<ScimOptions> options)
{
    /// <summary>All that clients may have set, in the names of the schema.</summary>
    public static JsonObject Attributes(Agent agent)
    {
        var resource = agent.Profile is { } profile ? JsonNode.Parse(profile.Utf8.Span)!.AsObject() : [];
        resource["id"] = agent.Key;
        resource["userName"] = agent.UserName;
        resource["active"] = agent.IsActive;
        if (agent.ExternalId is not null)
            resource["externalId"] = agent.ExternalId;
        return resource;
    }

    /// <param name="resource">Taken apart.</param>
    /// <param name="before">The agent as it is; absent for a new one.</param>
    public async Task<ScimResult<AgentDetails>> Of(
        OrganizationId organization,
        JsonObject resource,
        Agent? before,
        CancellationToken cancellation
    )
    {
        if (Required.Check(catalogue, catalogue.User, resource) is { } missing)
            return missing;
        if (ValueCounts.Check(resource, before) is { } tooMany)
            return tooMany;
        await CompleteManager(organization, resource, cancellation);
        var department = Department(resource);
        var externalId = Take<string>(resource, "externalId");
        var details = new AgentDetails
        {
            UserName = Take<string>(resource, "userName")!,
            ExternalId = externalId,
            ClaimsExternalId = options.Value.UniqueExternalId || externalId is null,
            IsActive = Take<bool?>(resource, "active") ?? before?.IsActive ?? true,
            DepartmentId =
                before is not null && department == before.Profile?.Text(Urns.Enterprise, "department")
                    ? before.DepartmentId
                    : await DepartmentId(organization, department, cancellation),
        };
        foreach (var own in (string[])["schemas", "id", "meta", "groups", "password"])
            resource.Remove(own);
        return details with { Profile = ProfileEdits.ToProfile(resource) };
    }

    private static T? Take<T>(JsonObject resource, string name)
    {
        var value = resource[name];
        resource.Remove(name);
        return value is null ? default : value.GetValue<T>();
    }

    private static string? Department(JsonObject resource) =>
        (resource[Urns.Enterprise] as JsonObject)?["department"]?.GetValue<string>();

    /// <summary>A department of the helpdesk that has the name.</summary>
    private async Task<long?> DepartmentId(OrganizationId organization, string? name, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        var query = new Query
        {
            Partition = Domain.Departments.Department.Kind.Partition,
            Filter = Filter.Equal("name", FieldValue.Folded(name)),
            Limit = 1,
        };
        var page = await store.Query(Domain.Departments.Department.Kind.Document, organization, query, cancellation);
        return page.Items.Count > 0 ? page.Items[0].Value.Id : null;
    }

    /// <summary>The manager's address and name are the hub's to say (RFC 7643, 4.3).</summary>
    private async Task CompleteManager(OrganizationId organization, JsonObject resource, CancellationToken cancellation)
    {
        if ((resource[Urns.Enterprise] as JsonObject)?["manager"] is not JsonObject manager)
            return;
        manager.Remove("displayName");
        if (manager["value"]?.GetValue<string>() is not { Length: > 0 } id)
            return;
        manager["$ref"] = $"../Users/{id}";
        if (
            Guid.TryParse(id, out var uuid)
            && await store.Agent(organization, uuid, cancellation) is { Value.Name: var name }
        )
            manager["displayName"] = name;
    }
}
