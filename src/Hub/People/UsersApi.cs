using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.Quotas;
using Hub.RateLimits;
using Hub.Records;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.People;

/// <summary>Agents, as the helpdesk sees the people whom identity providers call users.</summary>
internal static partial class UsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        // Whoever has left may not be given anything any more.
        routes
            .ServiceProvider.GetRequiredService<References>()
            .Add("agent", "active agent", "/api/v1/users", PeopleRepositories.Agents, static agent => agent.IsActive);
        var users = routes
            .MapGroup("/users")
            .OfResource("user")
            .WithTags("Users")
            .About("An agent is a user of the helpdesk: a colleague, employee or technician.");
        var read = users.MapGroup("").RequireScope(Scope.UsersRead).LimitAs(Limit.Read);
        read.MapGet("/", ListUsers);
        read.MapGet("/{id}", GetUser).Shows();

        var write = users.MapGroup("").RequireScope(Scope.UsersWrite).LimitAs(Limit.Write);
        write.MapPost("/", CreateUser).Idempotent(PeopleDocuments.AgentCounter).SetsETag();
        write.MapPut("/{id}", UpdateUser).Changes();
        write.MapPost("/{id}/deactivate", DeactivateUser).Changes().EvenWhenFull("Who has left must not stay in.");
        write.MapPost("/{id}/reactivate", ReactivateUser).Changes();
    }

    /// <summary>List agents. Shows the organization's agents in the order of their ids. Conditions are combined.</summary>
    /// <returns>A page of agents.</returns>
    internal static async Task<Results<Ok<Many<UserResponse>>, Refused>> ListUsers(
        Query<UserList> query,
        Caller caller,
        IStore store,
        RoleDirectory directory,
        CancellationToken cancellation
    )
    {
        var (list, errors) = (query.Value, query.Errors);
        var paging = Paging.Read(list.Page, list.PerPage, errors);
        if (errors.Any)
            return new Refused(errors);

        var organization = caller.Organization.Id;
        IReadOnlyList<Guid>? carriers = null;
        if (list.RoleId is { } number)
        {
            var role = await store.ByNumber(PeopleDocuments.Role, organization, number, cancellation);
            carriers = role is null ? [] : [.. await directory.Carriers(organization, [role.Value.Uuid], cancellation)];
        }
        var wanted = paging.Over(list.ToFilter(carriers), new Sort("number")) with
        {
            Partition = PeopleDocuments.Partition,
        };
        var found = await store.Query(PeopleDocuments.Agent, organization, wanted, cancellation);
        if (paging.TooLarge(found) is { } tooLarge)
            return tooLarge;
        var shown = new List<UserResponse>(found.Items.Count);
        foreach (var item in found.Items)
            shown.Add(await Show(item.Value, caller, directory, cancellation));
        var meta = new PageMeta(paging.Page, paging.PerPage, found.Total ?? 0);
        return TypedResults.Ok(new Many<UserResponse>(shown, meta));
    }

    /// <summary>
    /// Get an agent. Shows one agent with the roles it has; of one whom an identity provider deleted, who it was.
    /// </summary>
    /// <param name="id">The agent's id: a number.</param>
    /// <returns>The agent.</returns>
    internal static async Task<Results<Ok<One<UserResponse>>, StatusCodeHttpResult, Refused>> GetUser(
        long id,
        Caller caller,
        IStore store,
        RoleDirectory directory,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        if (await store.ByNumber(PeopleDocuments.Agent, organization, id, cancellation) is { } agent)
            return http.Show(agent.Version, await Show(agent.Value, caller, directory, cancellation));
        if (await store.ByNumber(PeopleDocuments.FormerAgent, organization, id, cancellation) is { } former)
            return http.Show(former.Version, UserResponse.Of(former.Value));
        return new Refused(Refusal.NotFound("user", id));
    }

    /// <summary>Deactivate an agent. Ends every token and session of the agent at once; tickets and history stay.</summary>
    /// <remarks>
    /// Use it to deactivate, disable, block, lock or offboard an agent or user who left the company, so that they cannot sign in;
    /// to undo that, use Reactivate an agent instead.
    /// </remarks>
    /// <param name="id">The agent's id: a number.</param>
    /// <returns>The agent, who is not active any more.</returns>
    internal static Task<Results<Ok<One<UserResponse>>, Refused>> DeactivateUser(
        long id,
        Caller caller,
        IStore store,
        OptimisticWriter writer,
        RoleDirectory directory,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        Change(
            new Addressed(id, caller, store, writer, directory, http),
            agent => agent.Deactivate(caller.Organization.Id, caller.Actor, clock.Now()),
            cancellation
        );

    /// <summary>Reactivate an agent. Lets the agent sign in again. Tokens and sessions that were ended stay so.</summary>
    /// <remarks>
    /// Use it to reactivate, enable, activate, unlock or turn on again an agent or user who was deactivated and comes back; if
    /// there is none yet, use Create an agent instead.
    /// </remarks>
    /// <param name="id">The agent's id: a number.</param>
    /// <returns>The agent, who is active again.</returns>
    internal static Task<Results<Ok<One<UserResponse>>, Refused>> ReactivateUser(
        long id,
        Caller caller,
        IStore store,
        OptimisticWriter writer,
        RoleDirectory directory,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        Change(
            new Addressed(id, caller, store, writer, directory, http),
            agent => agent.Reactivate(clock.Now()),
            cancellation
        );

    private sealed record Addressed(
        long Id,
        Caller Caller,
        IStore Store,
        OptimisticWriter Writer,
        RoleDirectory Directory,
        HttpContext Http
    );

    private static async Task<Results<Ok<One<UserResponse>>, Refused>> Change(
        Addressed user,
        Func<Stored<Agent>, ValueTask<Proposal<Agent>>> decide,
        CancellationToken cancellation
    )
    {
        var organization = user.Caller.Organization.Id;
        var place = user
            .Store.PlaceByNumber(PeopleDocuments.Agent, organization, user.Id, Missing)
            .AsAskedBy(user.Http);
        var written = await user.Writer.Change(place, decide, cancellation);
        if (written.IsRefused)
            return new Refused(written.Obstacle is { } obstacle ? Refused(obstacle) : written.Refusal);
        user.Http.SetETag(written.Version);
        var shown = await Show(written.Value, user.Caller, user.Directory, cancellation);
        return TypedResults.Ok(new One<UserResponse>(shown));

        Refusal Missing() => Refusal.NotFound("user", user.Id);
    }

    private static Task<Results<Ok<One<UserResponse>>, Refused>> Change(
        Addressed user,
        Func<Agent, Decision<Agent>> verb,
        CancellationToken cancellation
    ) =>
        Change(
            user,
            stored => new ValueTask<Proposal<Agent>>(
                Proposal.Put(PeopleDocuments.Agent, user.Caller.Organization.Id, stored, verb(stored.Value))
            ),
            cancellation
        );

    private static async Task<UserResponse> Show(
        Agent agent,
        Caller caller,
        RoleDirectory directory,
        CancellationToken cancellation
    ) => UserResponse.Of(agent, await directory.Held(caller.Organization.Id, agent.RoleIds, cancellation));
}
