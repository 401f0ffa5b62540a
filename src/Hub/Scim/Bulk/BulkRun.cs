using System.Text.Json;
using Hub.People;
using Hub.Scim.Groups;
using Hub.Scim.Patching;
using Hub.Scim.Resources;
using Hub.Scim.Users;

namespace Hub.Scim.Bulk;

/// <summary>What became of one operation.</summary>
internal sealed record BulkResult(
    BulkOperation Operation,
    int Status,
    string? Location,
    string? Version,
    ScimError? Error
)
{
    public static BulkResult Failed(BulkOperation operation, ScimError error, string? location = null) =>
        new(operation, error.Status, location, null, error);
}

/// <summary>
/// Carries out the operations of one bulk request. What an operation refers to is created before it; where two refer to
/// each other, the first is created without the reference, which is added once the other is there.
/// </summary>
internal sealed class BulkRun(UserResources users, GroupResources groups, TimeProvider clock)
{
    public async Task<IReadOnlyList<BulkResult>> Run(
        ScimRequest request,
        BulkRequest bulk,
        CancellationToken cancellation
    )
    {
        var state = new State(request, new BulkIds(bulk.Operations, clock.GetUtcNow()), bulk.FailOnErrors);
        foreach (var operation in bulk.Operations)
        {
            if (state.HasFailedEnough)
                break;
            cancellation.ThrowIfCancellationRequested();
            await Ensure(state, operation, cancellation);
        }
        await Refresh(state, cancellation);
        return [.. bulk.Operations.Where(state.Results.ContainsKey).Select(operation => state.Results[operation])];
    }

    private async Task Ensure(State state, BulkOperation operation, CancellationToken cancellation)
    {
        if (state.Results.ContainsKey(operation) || !state.Running.Add(operation))
            return;
        var pending = new HashSet<string>();
        foreach (var reference in BulkIds.References(operation))
        {
            state.Referenced.Add(reference);
            if (state.Ids.Creating(reference) is not { } wanted)
            {
                state.Add(BulkResult.Failed(operation, Unresolved(reference)));
                return;
            }
            if (wanted == operation || state.Running.Contains(wanted) && !state.Results.ContainsKey(wanted))
            {
                pending.Add(reference);
                continue;
            }
            await Ensure(state, wanted, cancellation);
            if (state.HasFailedEnough)
                return;
            if (state.Results[wanted].Error is not null)
            {
                state.Add(BulkResult.Failed(operation, Unresolved(reference)));
                return;
            }
        }
        var result = await Execute(state, operation, pending, cancellation);
        state.Add(result);
        if (result.Error is null)
            await Link(state, operation, pending, cancellation);
    }

    private async Task<BulkResult> Execute(
        State state,
        BulkOperation operation,
        HashSet<string> pending,
        CancellationToken cancellation
    )
    {
        var path = state.Ids.Resolve(operation.Path).Trim('/').Split('/');
        if (Find(path[0]) is not { } resources || path.Length > 2)
            return BulkResult.Failed(operation, ScimError.NotFound($"There is nothing at {operation.Path}."));
        var id = path.Length == 2 && path[1].Length > 0 ? path[1] : null;
        if (Check(state, operation, id) is { } wrong)
            return BulkResult.Failed(operation, wrong);
        var data = operation.Data is { } sent ? state.Ids.Resolve(sent, pending) : default;
        var scim = state.Request with { IfMatch = operation.Version, Projection = Quiet(resources) };
        var location = id is null ? null : $"{state.Request.Base}{resources.Type.Endpoint}/{id}";
        if (operation.Method == "DELETE")
            return await resources.Delete(scim, id!, cancellation) is { } error
                ? BulkResult.Failed(operation, error, location)
                : new BulkResult(operation, 204, location, null, null);
        var outcome = operation.Method switch
        {
            "POST" => await resources.Create(scim with { IfMatch = null }, NewId(state, operation), data, cancellation),
            "PUT" => await resources.Replace(scim, id!, data, cancellation),
            _ => PatchRequest.Read(data) is var patch && patch.IsError
                ? patch.Error
                : await resources.Patch(scim, id!, patch.Value!, cancellation),
        };
        return outcome.IsError
            ? BulkResult.Failed(operation, outcome.Error, location)
            : new(operation, operation.Creates ? 201 : 200, outcome.Value.Location, outcome.Value.Version, null);
    }

    private static ScimError? Check(State state, BulkOperation operation, string? id) =>
        operation.Method switch
        {
            not ("POST" or "PUT" or "PATCH" or "DELETE") => ScimError.InvalidSyntax(
                "method is POST, PUT, PATCH or DELETE."
            ),
            "POST" when string.IsNullOrEmpty(operation.BulkId) => ScimError.InvalidSyntax("A POST needs a bulkId."),
            "POST" when !state.Ids.IsOwn(operation) => ScimError.InvalidValue(
                $"The bulkId '{operation.BulkId}' stands for another operation already."
            ),
            "POST" when id is not null => ScimError.InvalidPath("A POST goes to an endpoint, not to a resource."),
            not "POST" when id is null => ScimError.InvalidPath($"{operation.Method} needs the path of a resource."),
            not "DELETE" when operation.Data is not { ValueKind: JsonValueKind.Object } => ScimError.InvalidSyntax(
                $"{operation.Method} needs data."
            ),
            _ => null,
        };

    /// <summary>Groups that were waiting for what has just been created take it in now.</summary>
    private async Task Link(
        State state,
        BulkOperation operation,
        HashSet<string> pending,
        CancellationToken cancellation
    )
    {
        if (operation.Creates && pending.Count > 0)
            foreach (var reference in pending)
                state.Waiting.Add((state.Ids.Of(operation.BulkId!), reference));
        foreach (var (group, reference) in state.Waiting.ToArray())
        {
            if (state.Ids.Creating(reference) is not { } wanted || !state.Results.TryGetValue(wanted, out var there))
                continue;
            state.Waiting.Remove((group, reference));
            if (there.Error is not null)
                continue;
            var member = new MemberChange.Add([state.Ids.Of(reference).ToString()]);
            var silent = state.Request with { Projection = Quiet(groups) };
            await groups.Add(silent, group.ToString(), member, cancellation);
        }
    }

    /// <summary>What a group took in has changed with that: its groups are part of it, and so its version is another.</summary>
    private async Task Refresh(State state, CancellationToken cancellation)
    {
        foreach (var bulkId in state.Referenced)
        {
            if (state.Ids.Creating(bulkId) is not { } operation || !state.Results.TryGetValue(operation, out var made))
                continue;
            if (made.Error is not null || Find(operation.Path.Trim('/')) is not { } resources)
                continue;
            var silent = state.Request with { Projection = Quiet(resources) };
            var now = await resources.Get(silent, state.Ids.Of(bulkId).ToString(), cancellation);
            if (!now.IsError)
                state.Results[operation] = made with { Version = now.Value.Version };
        }
    }

    private static Guid NewId(State state, BulkOperation operation) => state.Ids.Of(operation.BulkId!);

    private IResources? Find(string endpoint) =>
        endpoint.ToLowerInvariant() switch
        {
            "users" => users,
            "groups" => groups,
            _ => null,
        };

    private static Projection.AttributeProjection? Quiet(IResources resources) =>
        Projection.AttributeProjection.Of(resources.Type, [new(null, "id")], null);

    private static ScimError Unresolved(string reference) =>
        new(409, null, $"The bulkId '{reference}' stands for nothing that was created.");

    private sealed class State(ScimRequest request, BulkIds ids, int? failOnErrors)
    {
        private int errors;

        public ScimRequest Request { get; } = request;

        public BulkIds Ids { get; } = ids;

        public Dictionary<BulkOperation, BulkResult> Results { get; } = new(ReferenceEqualityComparer.Instance);

        public HashSet<BulkOperation> Running { get; } = new(ReferenceEqualityComparer.Instance);

        public HashSet<string> Referenced { get; } = [];

        /// <summary>Groups that lack a member which is yet to be created.</summary>
        public List<(Guid Group, string Member)> Waiting { get; } = [];

        public bool HasFailedEnough => failOnErrors is { } limit && errors >= limit;

        public void Add(BulkResult result)
        {
            Results[result.Operation] = result;
            if (result.Error is not null)
                errors++;
        }
    }
}
