using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.Surveys;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Surveys;

/// <summary>How satisfied requesters are: what they answered, and whether they are asked. They answer on a page of their own.</summary>
internal static class SurveysApi
{
    private const string Tag = "Customer satisfaction";

    private static readonly SurveyRepository Records = new();

    public static void MapSurveys(this IEndpointRouteBuilder api)
    {
        api.MapResource(
            new Resource<Survey, object, object, SurveyResponse>(SurveyKinds.Survey, Records)
            {
                Plural = "csat",
                Uses = new()
                {
                    List =
                        "Use it to list, show or get all answers to the satisfaction survey: the ratings of customers, by score, agent, department or whether they answered; with an ID, use Get a survey instead.",
                    Get =
                        "Use it to get, show or read one survey and its answer by an ID; without an ID, use List surveys instead.",
                },
                About = "It is how a customer rated a ticket (CSAT): a score or rating, and a comment as feedback.",
                Called = "survey",
                Tag = Tag,
                Scopes = (Scope.ReportsRead, null),
                Json = SurveysJson.Default,
                Show = SurveyResponse.Of,
                IsDeletable = false,
                Filters =
                [
                    Filters.Ids("score", "Only with one of these scores."),
                    Filters.Ids("agent_id", "Only of tickets that one of these agents had."),
                    Filters.Ids("department_id", "Only of tickets that one of these departments had."),
                    Filters.Flag("is_answered", "Only those that are answered, or only those that are not."),
                    Filters.Since("since", "answered_at", "Only those that were answered at this time or later."),
                ],
            }
        );
        var settings = api.MapGroup("/csat/settings").WithTags(Tag);
        settings.MapGet("", GetCsatSettings).RequireScope(Scope.AdminRead).LimitAs(Limit.Read);
        settings.MapPut("", UpdateCsatSettings).RequireAllScopes().LimitAs(Limit.Write);
    }

    /// <summary>
    /// Get the survey of a ticket. Shows what its requester answered, or the link where they do, which is theirs to be sent.
    /// </summary>
    /// <remarks>
    /// Use it to read, show or get the rating that the customer gave for one ticket, their score and comment, or to send them the
    /// link to the satisfaction survey; for those of many tickets, use List surveys instead.
    /// </remarks>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <returns>The survey.</returns>
    internal static async Task<Results<Ok<One<SurveyResponse>>, Refused>> GetTicketSurvey(
        long id,
        Caller caller,
        IStore store,
        SurveyLinks links,
        PublicAddress address,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        if (await TicketCommits.Get(store, organization, id, cancellation) is null)
            return new Refused(Refusal.NotFound("ticket", id));
        if (await Records.Find(store, organization, id, cancellation) is not { Value: var survey })
            return new Refused(Refusal.NotFound(SurveyKinds.Survey.Name, id));
        var mayAnswer = caller.Allows(Scope.TicketsWrite) && survey.WhyClosed(clock.Now()) is null;
        return TypedResults.Ok(
            new One<SurveyResponse>(
                SurveyResponse.Of(survey) with
                {
                    Link = mayAnswer ? address.Of(http, links.PathOf(organization, id)) : null,
                }
            )
        );
    }

    /// <summary>Get settings of surveys. Says whether requesters are asked how satisfied they are.</summary>
    /// <returns>The settings; those of the beginning where nobody changed them.</returns>
    internal static async Task<Ok<One<CsatSettingsResponse>>> GetCsatSettings(
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) =>
        TypedResults.Ok(
            new One<CsatSettingsResponse>(
                CsatSettingsResponse.Of(await Surveying.Settings.Of(store, caller.Organization.Id, cancellation))
            )
        );

    /// <summary>
    /// Update settings of surveys. Has requesters asked how satisfied they are once their tickets are resolved, or asks them no
    /// more; what was asked before may still be answered.
    /// </summary>
    /// <returns>The settings as they are now.</returns>
    internal static async Task<Results<Ok<One<CsatSettingsResponse>>, Refused>> UpdateCsatSettings(
        Body<UpdateCsatSettings> body,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var settings = body.Value.ToSettings();
        var result = await Surveying.Settings.Set(store, caller.Organization.Id, settings, cancellation);
        return result is CommitResult.Done
            ? TypedResults.Ok(body.Answer(CsatSettingsResponse.Of(settings)))
            : new Refused(result.ToRefusal());
    }
}

[JsonSerializable(typeof(UpdateCsatSettings))]
[JsonSerializable(typeof(One<CsatSettingsResponse>))]
[JsonSerializable(typeof(One<SurveyResponse>))]
[JsonSerializable(typeof(Many<SurveyResponse>))]
internal sealed partial class SurveysJson : JsonSerializerContext;
