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
    RoleWriting writing,
    StoreListing listing,
    EntityTags tags,
    Hub.Resources.RecordLimits limits,
    TimeProvider clock
) : IResources
{
    public ResourceType Type => catalogue.Group;

    public bool PatchShows => false;

    public async Task<ScimResult<Rendered>> Get(ScimRequest request, string id, CancellationToken cancellation) =>
        ResourceId.TryRead(id, out var uuid)
        && await writing.Find(request.Caller.Organization.Id, uuid, cancellation) is { } stored
            ? await rendering.Render(request, stored, cancellation)
            : ScimError.NotFound(Missing(id));

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
        if (
            await limits.Check(Hub.Resources.RecordLimit.Roles, PeopleRepositories.Roles, organization, cancellation) is
            { } full
        )
            return full.ToScim();
        var number = await store.NextId(organization, PeopleDocuments.RoleCounter, cancellation);
        var decision = RoleVerbs.Create(number, id, told.Value, clock.Now());
        if (decision.IsRefused)
            return decision.Refusal.ToScim();
        var written = await writing.Create(organization, decision.State, [read.Value.Members], cancellation);
        return await Show(request, written, cancellation);
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
        Change(
            request,
            id,
            before =>
            {
                var members = new MemberPatch();
                var after = Patching.Patch.Apply(Type, before, patch, cancellation, members);
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
    ) => Change(request, id, before => new GroupChange((JsonObject)before.DeepClone(), [change]), cancellation);

    public async Task<ScimError?> Delete(ScimRequest request, string id, CancellationToken cancellation) =>
        ResourceId.TryRead(id, out var uuid)
            ? (await writing.Delete(uuid, PlaceOf(request, uuid), cancellation)).ToScim()
            : ScimError.NotFound(Missing(id));

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

    private async Task<ScimResult<Rendered>> Change(
        ScimRequest request,
        string id,
        Func<JsonObject, ScimResult<GroupChange>> change,
        CancellationToken cancellation
    )
    {
        if (!ResourceId.TryRead(id, out var uuid))
            return ScimError.NotFound(Missing(id));
        ScimError? error = null;
        var written = await writing.Change(uuid, PlaceOf(request, uuid), Edit, cancellation);
        return error is not null ? error : await Show(request, written, cancellation);

        RoleEdit? Edit(Role role)
        {
            var before = GroupDetails.Attributes(role);
            var after = change(before);
            error = after.Error;
            return after.IsError
                ? null
                : new RoleEdit(after.Value.Members, JsonNode.DeepEquals(before, after.Value.Resource), () =>
                    Next(role, after.Value.Resource)
                );
        }

        Role? Next(Role role, JsonObject resource)
        {
            var told = details.Of(resource, role);
            error = told.Error;
            if (told.IsError)
                return null;
            var decision = role.Change(told.Value, clock.Now());
            error = decision.Refusal?.ToScim();
            return decision.State;
        }
    }

    private Place<Role> PlaceOf(ScimRequest request, Guid id) =>
        store.PlaceOfRole(request.Caller.Organization.Id, id, () => ScimRefusals.Missing(Missing(Agent.KeyOf(id)))) with
        {
            Condition = request.ConditionBy(tags),
        };

    private async Task<ScimResult<Rendered>> Show(
        ScimRequest request,
        Written<Role> written,
        CancellationToken cancellation
    ) =>
        written.ToScim() is { } error
            ? error
            : await rendering.Render(
                request,
                new Stored<Role>(PeopleDocuments.Partition, written.Value!.Key, written.Value, written.Version),
                cancellation
            );

    private static string Missing(string id) => $"There is no Group {id}.";
}

/// <summary>What a change makes of a group: its attributes, and what becomes of its members.</summary>
internal sealed record GroupChange(JsonObject Resource, IReadOnlyList<MemberChange> Members);
