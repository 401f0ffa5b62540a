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
    SchemaCatalogue catalogue,
    UserDetails details,
    UserRendering rendering,
    StoreListing listing,
    TimeProvider clock
) : IResources
{
    /// <summary>How often a change begins anew because somebody else was first.</summary>
    private const int MostAttempts = 50;

    public ResourceType Type => catalogue.User;

    public bool PatchShows => true;

    public async Task<ScimResult<Rendered>> Get(ScimRequest request, string id, CancellationToken cancellation) =>
        await Find(request, id, cancellation) is { } stored
            ? await rendering.Render(request, stored, cancellation)
            : Missing(id);

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
    ) => Change(request, id, before => Patching.Patch.Apply(Type, before, patch), cancellation);

    public async Task<ScimError?> Delete(ScimRequest request, string id, CancellationToken cancellation)
    {
        CommitResult? obstacle = null;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await Find(request, id, cancellation) is not { } stored)
                return Missing(id);
            if (request.Check(stored.Version) is { } changed)
                return changed;
            var (organization, actor) = (request.Caller.Organization.Id, request.Caller.Actor);
            var removal = new AgentRemoval(store, organization, actor, clock.Now());
            obstacle = await removal.Remove(stored, cancellation);
            if (obstacle is not CommitResult.Stale)
                return obstacle?.ToScim();
        }
        return obstacle?.ToScim();
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
        CommitResult? obstacle = null;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await Find(request, id, cancellation) is not { } stored)
                return Missing(id);
            if (request.Check(stored.Version) is { } changed)
                return changed;
            var before = UserDetails.Attributes(stored.Value);
            var after = change(before);
            if (after.IsError)
                return after.Error;
            // What changes nothing leaves lastModified and the version as they are (RFC 7644, 3.5.2.1).
            if (JsonNode.DeepEquals(before, after.Value))
                return await rendering.Render(request, stored, cancellation);
            var told = await details.Of(request.Caller.Organization.Id, after.Value, stored.Value, cancellation);
            if (told.IsError)
                return told.Error;
            if (told.Value.Equals(AgentDetails.Of(stored.Value)))
                return await rendering.Render(request, stored, cancellation);
            var (written, result) = await Write(request, stored, told.Value, cancellation);
            if (written.IsError || written.Value is not null && result is null)
                return written;
            obstacle = result;
        }
        return obstacle!.ToScim();
    }

    /// <summary>The user as it is now, or an error, or a conflict worth another attempt.</summary>
    private async Task<(ScimResult<Rendered> Written, CommitResult? Conflict)> Write(
        ScimRequest request,
        Stored<Agent> stored,
        AgentDetails told,
        CancellationToken cancellation
    )
    {
        var organization = request.Caller.Organization.Id;
        var decision = stored.Value.Change(organization, told, request.Caller.Actor, clock.Now());
        if (decision.IsRefused)
            return (decision.Refusal.ToScim(), null);
        var commit = PeopleStore.Commit(organization, stored.Write(decision.State)) with { Events = decision.Events };
        var result = await store.Commit(commit, cancellation);
        return result switch
        {
            CommitResult.Done done => (
                await rendering.Render(request, Stored(decision.State, done.Versions[0]), cancellation),
                null
            ),
            CommitResult.Stale => (default, result),
            _ => (result.ToScim(), null),
        };
    }

    private ValueTask<Stored<Agent>?> Find(ScimRequest request, string id, CancellationToken cancellation) =>
        ResourceId.TryRead(id, out var uuid)
            ? store.Agent(request.Caller.Organization.Id, uuid, cancellation)
            : ValueTask.FromResult<Stored<Agent>?>(null);

    private static Stored<Agent> Stored(Agent agent, DocumentVersion version) =>
        new(PeopleDocuments.Partition, agent.Key, agent, version);

    private static ScimError Missing(string id) => ScimError.NotFound($"There is no User {id}.");
}
