using Hub.Access;
using Hub.Departments;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Errors;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.People;

internal static partial class UsersApi
{
    /// <summary>Create an agent. Opens an account for somebody who works tickets.</summary>
    /// <returns>The new agent.</returns>
    internal static async Task<Results<Created<One<UserResponse>>, Refused>> CreateUser(
        Body<CreateUser> body,
        Caller caller,
        IStore store,
        RoleDirectory directory,
        References references,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var (request, errors) = (body.Value, body.Errors);
        var department = await Department(store, organization, request.DepartmentId, errors, cancellation);
        var roles = await Roles(store, organization, request.RoleIds ?? [], errors, cancellation);
        if (errors.Any)
            return new Refused(errors);

        var reservation = await Reservation.Of(http, store, organization, PeopleDocuments.AgentCounter);
        var now = clock.Now();
        // The same number under the same key is the same agent, should an earlier run have been cut short.
        var uuid = NamedGuid.Of(organization.Value, $"agent:{reservation.Id}");
        var decision = AgentVerbs.Create(
            organization,
            reservation.Id,
            uuid,
            request.ToDetails(department),
            caller.Actor,
            now
        );
        if (decision.IsRefused)
            return new Refused(decision.Refusal);
        var agent = decision.State with { RoleIds = [.. roles.Select(role => role.Value.Uuid)] };
        var commit = PeopleStore.Commit(
            organization,
            [
                new Put<Agent>(PeopleDocuments.Agent, agent.Key, agent, Expected.Absent),
                .. roles.Select(role => role.Write(role.Value.Count(1, now))),
            ]
        );
        var result = await store.Commit(commit with { Events = decision.Events }, cancellation);
        var made =
            result is CommitResult.Done done
                ? new Stored<Agent>(PeopleDocuments.Partition, agent.Key, agent, done.Versions[0])
            : reservation.IsRepeat ? await store.Agent(organization, uuid, cancellation)
            : null;
        if (made is null)
            return new Refused(Refused(result));
        http.SetETag(made.Version);
        return TypedResults.Created(
            address.Of(http, $"/api/v1/users/{made.Value.Id}"),
            body.Answer(await Show(made.Value, caller, directory, cancellation))
        );
    }

    /// <summary>Update an agent. Fields that are left out stay as they are.</summary>
    /// <remarks>
    /// Use it to update, change, edit or rename an agent, to give them another role or move them to another department, or to set
    /// details: their e-mail address, name, title or phone number; if there is none yet, use Create an agent instead.
    /// </remarks>
    /// <param name="id">The agent's id: a number.</param>
    /// <returns>The agent after the change.</returns>
    internal static async Task<Results<Ok<One<UserResponse>>, Refused>> UpdateUser(
        long id,
        Body<UpdateUser> body,
        Caller caller,
        IStore store,
        OptimisticWriter writer,
        RoleDirectory directory,
        References references,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var (request, errors) = (body.Value, body.Errors);
        var department = await Department(store, organization, request.DepartmentId.Or(null), errors, cancellation);
        if (errors.Any)
            return new Refused(errors);
        var changed = await Change(
            new Addressed(id, caller, store, writer, directory, http),
            async stored =>
            {
                var (now, before) = (clock.Now(), stored.Value);
                var details = request.Apply(before, department);
                var decision = details.Equals(AgentDetails.Of(before))
                    ? Decision<Agent>.Accept(before)
                    : before.Change(organization, details, caller.Actor, now);
                if (decision.IsRefused)
                    return decision.Refusal;
                var (agent, changes) = (decision.State, (IReadOnlyList<Change>)[]);
                if (request.RoleIds is { IsPresent: true, Value: var wanted })
                {
                    var roles = await Roles(store, organization, wanted ?? [], errors, cancellation);
                    if (errors.Any)
                        return Refusal.Invalid("validation_failed", "Some of the roles are not there.");
                    (agent, changes) = await Move(store, organization, agent, roles, now, cancellation);
                }
                var commit = PeopleStore.Commit(organization, [stored.Write(agent), .. changes]);
                return agent == before
                    ? Proposal<Agent>.Keep(agent)
                    : Proposal<Agent>.Write(agent, commit with { Events = decision.Events });
            },
            cancellation
        );
        return errors.Any ? new Refused(errors)
            : changed.Result is Ok<One<UserResponse>> { Value: { } shown } ? TypedResults.Ok(body.Answer(shown.Data))
            : changed;
    }

    /// <summary>Puts the agent into exactly these roles; the roles count who comes and goes.</summary>
    private static async Task<(Agent Agent, IReadOnlyList<Change> Changes)> Move(
        IStore store,
        OrganizationId organization,
        Agent agent,
        IReadOnlyList<Stored<Role>> wanted,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var uuids = wanted.Select(role => role.Value.Uuid).ToHashSet();
        var left = agent.RoleIds.Where(role => !uuids.Contains(role)).Select(Agent.KeyOf).ToList();
        var leaving = await store.ByKeys(PeopleDocuments.Role, organization, left, cancellation);
        var joining = wanted.Where(role => !agent.RoleIds.Contains(role.Value.Uuid)).ToList();
        if (left.Count == 0 && joining.Count == 0)
            return (agent, []);
        var moved = agent with { RoleIds = [.. uuids], UpdatedAt = now };
        return (
            moved,
            [
                .. leaving.Select(role => role.Write(role.Value.Count(-1, now))),
                .. joining.Select(role => role.Write(role.Value.Count(1, now))),
            ]
        );
    }

    private static async Task<string?> Department(
        IStore store,
        OrganizationId organization,
        long? id,
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        if (id is not { } number)
            return null;
        if (await DepartmentsApi.Records.Find(store, organization, number, cancellation) is { Value: var department })
            return department.Name;
        errors.Add("department_id", $"There is no department {number}; GET /api/v1/departments lists them.");
        return null;
    }

    private static async Task<IReadOnlyList<Stored<Role>>> Roles(
        IStore store,
        OrganizationId organization,
        IReadOnlyList<long> ids,
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        var roles = new List<Stored<Role>>(ids.Count);
        foreach (var id in ids.Distinct())
            if (await store.ByNumber(PeopleDocuments.Role, organization, id, cancellation) is { } role)
                roles.Add(role);
            else
                errors.Add("role_ids", $"There is no role {id}; GET /api/v1/roles lists them.");
        return roles;
    }

    private static Refusal Refused(CommitResult result) =>
        result is CommitResult.Taken { Field: "external_id_claim" }
            ? Refusal.Conflict("external_id_taken", "Another agent has this external id.")
            : result.ToRefusal();
}
