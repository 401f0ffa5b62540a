using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Workflows;

/// <summary>
/// The workflow of an organization. Reading goes with tickets, which move by it; writing changes what all of them may do, and
/// takes all scopes.
/// </summary>
internal static class WorkflowApi
{
    public const string Tag = "Workflow";

    public static void AddWorkflows(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<WorkflowBook>();

    public static void MapWorkflow(this IEndpointRouteBuilder api)
    {
        api.AddJson(WorkflowWireJson.Default);
        var workflow = api.MapGroup("/workflow").WithTags(Tag);
        workflow.MapGet("", GetWorkflow).RequireScope(Scope.TicketsRead).LimitAs(Limit.Read).Shows();
        workflow.MapPut("", UpdateWorkflow).RequireAllScopes().LimitAs(Limit.Write).Changes();
    }

    /// <summary>Get the workflow. Shows which statuses tickets may have, and the ways between them.</summary>
    /// <remarks>
    /// Use it to see all statuses, and which may follow which; for those of one ticket, use List transitions of a ticket instead.
    /// </remarks>
    /// <returns>The workflow; that of the beginning where nobody changed it.</returns>
    internal static async Task<Results<Ok<One<WorkflowResponse>>, StatusCodeHttpResult>> GetWorkflow(
        Caller caller,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var stored = await WorkflowBook.Find(store, caller.Organization.Id, cancellation);
        http.SetETag(stored.Version);
        return http.HasAlready(stored.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(new One<WorkflowResponse>(WorkflowResponse.Of(stored.Value)));
    }

    /// <summary>
    /// Update the workflow. A list that is given replaces the whole list. Running deadlines follow at once where a status stops
    /// the clock, or no longer does.
    /// </summary>
    /// <returns>The workflow as it is now.</returns>
    /// <response code="409">Tickets have a status that would be taken out, or count as another of the five.</response>
    internal static async Task<Results<Ok<One<WorkflowResponse>>, Refused>> UpdateWorkflow(
        Body<UpdateWorkflow> body,
        Caller caller,
        WorkflowBook workflows,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var written = await workflows.Change(http, caller.Organization.Id, body.Value.ApplyTo, cancellation);
        if (written.IsRefused)
            return new Refused(written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(body.Answer(WorkflowResponse.Of(written.Value)));
    }
}

[JsonSerializable(typeof(UpdateWorkflow))]
[JsonSerializable(typeof(MoveTicket))]
[JsonSerializable(typeof(One<WorkflowResponse>))]
[JsonSerializable(typeof(One<TicketTransitionsResponse>))]
internal sealed partial class WorkflowWireJson : JsonSerializerContext;
