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

namespace Hub.Scim.Groups;

/// <summary>Roles as Groups.</summary>
internal sealed class GroupResources(
    IStore store,
    SchemaCatalogue catalogue,
    GroupDetails details,
    GroupRendering rendering,
    GroupWriting writing,
    StoreListing listing,
    TimeProvider clock
) : IResources
{
    public ResourceType Type => catalogue.Group;

    public bool PatchShows => false;

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
        var read = details.Read(body);
        if (read.IsError)
            return read.Error;
        var told = details.Of(read.Value.Resource, null);
        if (told.IsError)
            return told.Error;
        var organization = request.Caller.Organization.Id;
        var number = await store.NextId(organization, PeopleDocuments.RoleCounter, cancellation);
        var decision = RoleVerbs.Create(number, id, told.Value, clock.Now());
        return decision.IsRefused
            ? decision.Refusal.ToScim()
            : await writing.Create(request, decision.State, read.Value.Members, cancellation);
    }

    public Task<ScimResult<Rendered>> Replace(
        ScimRequest request,
        string id,
        JsonElement body,
        CancellationToken cancellation
    ) =>
        writing.Change(
            request,
            id,
            before =>
            {
                var read = details.Read(body);
                if (read.IsError)
                    return read.Error;
                var resource = read.Value.Resource;
                resource["id"] = before["id"]?.DeepClone();
                return Immutability.Check(Type, before, resource) is { } error
                    ? error
                    : new GroupChange(resource, [read.Value.Members]);
            },
            cancellation
        );

    public Task<ScimResult<Rendered>> Patch(
        ScimRequest request,
        string id,
        PatchRequest patch,
        CancellationToken cancellation
    ) =>
        writing.Change(
            request,
            id,
            before =>
            {
                var members = new MemberPatch();
                var after = Patching.Patch.Apply(Type, before, patch, members);
                return after.IsError ? after.Error : new GroupChange(after.Value, members.Changes);
            },
            cancellation
        );

    /// <summary>Changes the members and nothing else.</summary>
    public Task<ScimResult<Rendered>> Add(
        ScimRequest request,
        string id,
        MemberChange change,
        CancellationToken cancellation
    ) => writing.Change(request, id, before => new GroupChange((JsonObject)before.DeepClone(), [change]), cancellation);

    public Task<ScimError?> Delete(ScimRequest request, string id, CancellationToken cancellation) =>
        writing.Delete(request, id, cancellation);

    public async Task<ScimResult<Listed>> List(ScimRequest request, ListQuery query, CancellationToken cancellation)
    {
        var page = await listing.Run(request.Caller.Organization.Id, Type, PeopleDocuments.Role, query, cancellation);
        if (page.IsError)
            return page.Error;
        var items = new List<Rendered>(page.Value.Items.Count);
        foreach (var item in page.Value.Items)
            if (await writing.Settled(request.Caller.Organization.Id, item, cancellation) is { } settled)
                items.Add(await rendering.Render(request, settled, cancellation));
        return new Listed(items, page.Value.Total ?? items.Count, page.Value.Next);
    }

    private ValueTask<Stored<Role>?> Find(ScimRequest request, string id, CancellationToken cancellation) =>
        writing.Find(request, id, cancellation);

    private static ScimError Missing(string id) => ScimError.NotFound($"There is no Group {id}.");
}

/// <summary>What a change makes of a group: its attributes, and what becomes of its members.</summary>
internal sealed record GroupChange(JsonObject Resource, IReadOnlyList<MemberChange> Members);
