using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Delivery.Sending;
using Hub.Domain;
using Hub.Domain.Assignment;
using Hub.Domain.Documents;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Assignment;

/// <summary>Assignment rules: what becomes of tickets by itself. All of it is administration, trying a rule included: it shows tickets.</summary>
internal static class AssignmentRulesApi
{
    private const string Tag = "Assignment rules";

    public static readonly RecordRepository<AssignmentRule> Records = new(AssignmentRule.Kind);

    public static void MapAssignmentRules(this IEndpointRouteBuilder api)
    {
        var checks = new Lazy<RuleChecks>(api.ServiceProvider.GetRequiredService<RuleChecks>);
        var rules = RecordResource.Of<
            AssignmentRule,
            CreateAssignmentRule,
            UpdateAssignmentRule,
            AssignmentRuleResponse
        >(
            AssignmentRule.Kind,
            (Scope.AdminRead, null),
            AssignmentRulesJson.Default,
            create: body => body.ToRule(),
            edit: (rule, body) => body.ApplyTo(rule),
            show: AssignmentRuleResponse.Of
        ) with
        {
            Tag = Tag,
            Limit = RecordLimit.AssignmentRules,
            Filters =
            [
                Filters.Search("q", "Only with this text in the name, whatever the case.", "name"),
                Filters.Flag("is_active", "Only the active, or only those that are not."),
            ],
            Sorts = ["position", "name"],
            NamesIds = RuleChecks.IdsIn,
            CheckStored = (body, errors, organization, cancellation) =>
                checks.Value.Check(body, errors, organization, cancellation),
            // What was counted of a rule goes with it.
            Beside = (before, after, _) =>
                after is null
                    ? [new Delete(AssignmentRule.Status, RuleStatus.DocumentIdOf(before!.Id), Expected.Anything)]
                    : [],
        };
        var writes = api.MapResource(rules);
        writes.MapGet("/statuses", ListAssignmentRuleStatuses).RequireScope(Scope.AdminRead).LimitAs(Limit.Read);
        writes.MapPost("/dry-run", DryRunAssignmentRule);
        writes.MapPost("/{id}/dry-run", DryRunStoredAssignmentRule);
    }

    public static void AddAssignment(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<RuleBook>();
        services.AddSingleton<RuleTriggers>();
        services.AddSingleton<RuleChecks>();
        services.AddSingleton<AssigneeBook>();
        services.AddSingleton<DryRuns>();
        services.AddSingleton<IQueueHandler, RuleRuns>();
        services.AddSingleton<RuleTally>();
        services.AddHostedService(provider => provider.GetRequiredService<RuleTally>());
    }

    /// <summary>
    /// List statuses of assignment rules. Says how often each rule was met, when it last was, and what it could not do, in the order
    /// in which rules are looked at.
    /// </summary>
    /// <returns>A page of statuses, one for each rule.</returns>
    internal static async Task<Results<Ok<Many<AssignmentRuleStatusResponse>>, Refused>> ListAssignmentRuleStatuses(
        Query<PageQuery> list,
        Caller caller,
        IStore store,
        RuleTally tally,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var organization = caller.Organization.Id;
        var rules = await RuleBook.All(store, organization, cancellation);
        var statuses = await tally.Of(organization, cancellation);
        return TypedResults.Ok(
            paging.Of(rules, rule => AssignmentRuleStatusResponse.Of(rule, statuses.GetValueOrDefault(rule.Id)))
        );
    }

    /// <summary>
    /// Try an assignment rule on the newest tickets. Says which of them meet the conditions of a rule that is not there yet, and what
    /// it would do to them; nothing is changed.
    /// </summary>
    /// <returns>What the rule would do, with each ticket as if it had just been created or updated.</returns>
    internal static async Task<Results<Ok<One<AssignmentRuleDryRunResponse>>, Refused>> DryRunAssignmentRule(
        Body<DryRunAssignmentRule> body,
        Caller caller,
        DryRuns runs,
        RuleChecks checks,
        References references,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        await references.Check(body, organization, cancellation);
        await references.Check(RuleChecks.IdsIn(body.Value), body.Errors, organization, cancellation);
        await checks.Check(body.Value, body.Errors, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var (rule, tickets) = (body.Value.Rule!.ToRule(), body.Value.Tickets ?? DryRuns.DefaultTickets);
        return TypedResults.Ok(body.Answer(await runs.Of(rule, tickets, organization, cancellation)));
    }

    /// <summary>
    /// Try an assignment rule that there is on the newest tickets. Says which of them meet its conditions, and what it would do to
    /// them; nothing is changed.
    /// </summary>
    /// <param name="id">The id of the assignment rule: a number.</param>
    /// <returns>What the rule would do, with each ticket as if it had just been created or updated.</returns>
    internal static async Task<Results<Ok<One<AssignmentRuleDryRunResponse>>, Refused>> DryRunStoredAssignmentRule(
        long id,
        Body<DryRunStoredAssignmentRule> body,
        Caller caller,
        IStore store,
        DryRuns runs,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var organization = caller.Organization.Id;
        if (await Records.Find(store, organization, id, cancellation) is not { Value: var rule })
            return new Refused(Refusal.NotFound(AssignmentRule.Kind.Name, id));
        var tickets = body.Value.Tickets ?? DryRuns.DefaultTickets;
        return TypedResults.Ok(body.Answer(await runs.Of(rule, tickets, organization, cancellation)));
    }
}

[JsonSerializable(typeof(CreateAssignmentRule))]
[JsonSerializable(typeof(UpdateAssignmentRule))]
[JsonSerializable(typeof(DryRunAssignmentRule))]
[JsonSerializable(typeof(DryRunStoredAssignmentRule))]
[JsonSerializable(typeof(One<AssignmentRuleResponse>))]
[JsonSerializable(typeof(Many<AssignmentRuleResponse>))]
[JsonSerializable(typeof(Many<AssignmentRuleStatusResponse>))]
[JsonSerializable(typeof(One<AssignmentRuleDryRunResponse>))]
internal sealed partial class AssignmentRulesJson : JsonSerializerContext;
