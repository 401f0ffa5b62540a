using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.Documents;
using Hub.Domain.People;
using Hub.People;
using Hub.Ports.Store;
using Hub.Scim.Listing;
using Hub.Scim.Patching;
using Hub.Scim.Resources;
using Hub.Scim.Schemas;
using Hub.Wire;

namespace Hub.Scim.Users;

/// <summary>Agents as Users.</summary>
internal sealed class UserResources(
    IStore store,
    OptimisticWriter writer,
    AgentRemoval removal,
    SchemaCatalogue catalogue,
    UserDetails details,
    UserRendering rendering,
    StoreListing listing,
    EntityTags tags,
    TimeProvider clock
) : IResources
{
    public ResourceType Type => catalogue.User;

    public bool PatchShows => true;

    public async Task<ScimResult<Rendered>> Get(ScimRequest request, string id, CancellationToken cancellation) =>
        ResourceId.TryRead(id, out var uuid)
        && await store.Agent(request.Caller.Organization.Id, uuid, cancellation) is { } stored
            ? await rendering.Render(request, stored, cancellation)
            : ScimError.NotFound(Missing(id));

    public async Task<ScimResult<Rendered>> Create(
        ScimRequest request,
        Guid id,
        JsonElement body,
        CancellationToken cancellation
    )
    {
        var resource = ResourceReader.Read(Type, body);
        if (resource.IsError)
            return resource.Error;
        var organization = request.Caller.Organization.Id;
        var told = await details.Of(organization, resource.Value, null, cancellation);
        if (told.IsError)
            return told.Error;
        var number = await store.NextId(organization, PeopleDocuments.AgentCounter, cancellation);
        var decision = AgentVerbs.Create(organization, number, id, told.Value, request.Caller.Actor, clock.Now());
        if (decision.IsRefused)
            return decision.Refusal.ToScim();
        var agent = decision.State;
        var commit = PeopleStore.Commit(
            organization,
            new Put<Agent>(PeopleDocuments.Agent, agent.Key, agent, Expected.Absent)
        );
        var result = await store.Commit(commit with { Events = decision.Events }, cancellation);
        return result is CommitResult.Done done
            ? await rendering.Render(request, Stored(agent, done.Versions[0]), cancellation)
            : result.ToScim();
    }

    public Task<ScimResult<Rendered>> Replace(
        ScimRequest request,
        string id,
        JsonElement body,
        CancellationToken cancellation
    ) =>
        Change(
            request,
            id,
            before =>
            {
                var resource = ResourceReader.Read(Type, body);
                if (resource.IsError)
                    return resource;
                // To leave out active says nothing about it; access must not come back by omission.
                resource.Value.TryAdd("active", before["active"]?.DeepClone());
                resource.Value["id"] = before["id"]?.DeepClone();
                return Immutability.Check(Type, before, resource.Value) is { } error ? error : resource;
            },
            cancellation
        );

    public Task<ScimResult<Rendered>> Patch(
        ScimRequest request,
        string id,
        PatchRequest patch,
        CancellationToken cancellation
    ) => Change(request, id, before => Patching.Patch.Apply(Type, before, patch, cancellation), cancellation);

    public async Task<ScimError?> Delete(ScimRequest request, string id, CancellationToken cancellation)
    {
        if (!ResourceId.TryRead(id, out var uuid))
            return ScimError.NotFound(Missing(id));
        var written = await removal.Remove(PlaceOf(request, uuid), request.Caller.Actor, cancellation);
        return written.ToScim();
    }

    public async Task<ScimResult<Listed>> List(ScimRequest request, ListQuery query, CancellationToken cancellation)
    {
        var page = await listing.Run(request.Caller.Organization.Id, Type, PeopleDocuments.Agent, query, cancellation);
        if (page.IsError)
            return page.Error;
        var items = await rendering.Render(request, page.Value.Items, cancellation);
        return new Listed(items, page.Value.Total ?? items.Count, page.Value.Next);
    }

    private async Task<ScimResult<Rendered>> Change(
        ScimRequest request,
        string id,
        Func<JsonObject, ScimResult<JsonObject>> change,
        CancellationToken cancellation
    )
    {
        if (!ResourceId.TryRead(id, out var uuid))
            return ScimError.NotFound(Missing(id));
        ScimError? error = null;
        var written = await writer.Change(PlaceOf(request, uuid), Decide, cancellation);
        error ??= written.ToScim();
        return error is not null
            ? error
            : await rendering.Render(request, Stored(written.Value!, written.Version), cancellation);

        async ValueTask<Proposal<Agent>> Decide(Stored<Agent> stored)
        {
            var agent = stored.Value;
            var before = UserDetails.Attributes(agent);
            var after = change(before);
            error = after.Error;
            // What changes nothing leaves lastModified and the version as they are (RFC 7644, 3.5.2.1).
            if (after.IsError || JsonNode.DeepEquals(before, after.Value))
                return Proposal<Agent>.Keep(agent);
            var organization = request.Caller.Organization.Id;
            var told = await details.Of(organization, after.Value, agent, cancellation);
            error = told.Error;
            if (told.IsError || told.Value.Equals(AgentDetails.Of(agent)))
                return Proposal<Agent>.Keep(agent);
            var decision = agent.Change(organization, told.Value, request.Caller.Actor, clock.Now());
            return Proposal.Put(PeopleDocuments.Agent, organization, stored, decision);
        }
    }

    private Place<Agent> PlaceOf(ScimRequest request, Guid id) =>
        store.PlaceOfAgent(request.Caller.Organization.Id, id, () =>
            ScimRefusals.Missing(Missing(Agent.KeyOf(id)))
        ) with
        {
            Condition = request.ConditionBy(tags),
        };

    private static Stored<Agent> Stored(Agent agent, DocumentVersion version) =>
        new(PeopleDocuments.Partition, agent.Key, agent, version);

    private static string Missing(string id) => $"There is no User {id}.";
}
