using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain.Changes;
using Hub.Domain.Records;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.OpenApi;
using Hub.Resources;
using Hub.Resources.Verbs;
using Hub.Wire;

namespace Hub.Changes;

/// <summary>Change requests. They stay, whatever becomes of them: who approved what is looked up later.</summary>
internal static class ChangesApi
{
    public static void MapChanges(this IEndpointRouteBuilder api)
    {
        var changes = RecordResource.Of<ChangeRequest, CreateChange, UpdateChange, ChangeRequestResponse>(
            ChangeKinds.Change,
            (Scope.TicketsRead, Scope.TicketsWrite),
            ChangesJson.Default,
            create: body => body.ToChange().Check(),
            edit: (change, body) => change.EditTo(body.ApplyTo(change)),
            show: ChangeRequestResponse.Of
        ) with
        {
            Called = "change request",
            Tag = "Changes",
            IsDeletable = false,
            Filters =
            [
                Filters.Choices("status", "Only with one of these statuses.", Names<ChangeStatus>.All),
                Filters.Choices("risk", "Only with one of these risks.", Names<ChangeRisk>.All),
                Filters.Choices("type", "Only of one of these types.", Names<ChangeType>.All),
                Filters.Ids("assignee_id", "Only those that one of these agents does."),
                Filters.Since("planned_since", "planned_start", "Only those that begin at this time or later."),
                Filters.Before("planned_before", "planned_start", "Only those that begin before this time."),
                Filters.Search("q", "Only with this text in title, description or reason.", "text"),
            ],
            Sorts = ["planned_start", "updated_at"],
            EditLimits =
                "What it says can be edited before it is submitted, and once more when it was rejected; who does it, until it is done.",
            About = "A change request is a planned alteration of a system, with its reason, risk and board.",
            InFlows = Visibility.Ordinary,
        };
        api.MapResource(changes)
            .MapVerb(
                changes,
                "submit",
                Told(
                    "SubmitChange",
                    "Submit a change request. Puts a draft, or one that was rejected, to the vote.",
                    "Use it to submit a change request to the board, or to ask or send for its approval; to vote yourself, use Approve or reject a change request instead."
                ),
                (change, deed) => change.Submit(deed.Now)
            )
            .MapVerb<ChangeRequest, CreateChange, UpdateChange, ChangeRequestResponse, VoteOnChange>(
                changes,
                "vote",
                Told(
                    "VoteOnChange",
                    "Approve or reject a change request. Each agent has one vote. With as many for it as its quorum it goes through; with so many against it that it cannot any more, it is "
                        + "rejected.",
                    "Use it to approve or accept a change, or give your approval, or to reject, decline, refuse or turn down a change with a reason; to ask for votes, use Submit a change request instead."
                ),
                (change, vote, deed) =>
                    change.Vote(
                        new ChangeVote(Voter(vote, deed.Caller)!.Value, vote.Decision!.Value, vote.Comment, deed.Now),
                        deed.Organization,
                        deed.Actor,
                        deed.Now
                    ),
                CheckVoter
            )
            .MapVerb<ChangeRequest, CreateChange, UpdateChange, ChangeRequestResponse, ScheduleChange>(
                changes,
                "schedule",
                Told(
                    "ScheduleChange",
                    "Schedule a change request. Sets when what the board approved is done, or puts it off.",
                    "Use it to schedule, plan, move or postpone an approved change: its maintenance window, from when until when; to edit other fields, use Update a change request instead."
                ),
                (change, body, deed) => change.Schedule(body.PlannedStart, body.PlannedEnd, deed.Now)
            )
            .MapVerb<ChangeRequest, CreateChange, UpdateChange, ChangeRequestResponse, FinishChange>(
                changes,
                "implement",
                Told(
                    "ImplementChange",
                    "Implement a change request. Says that it was done.",
                    "Use it to mark or set a change as implemented, done, finished or completed; if that went wrong, use Fail a change request instead."
                ),
                (change, body, deed) => change.Finish(ChangeStatus.Implemented, body.Comment, deed.Now)
            )
            .MapVerb<ChangeRequest, CreateChange, UpdateChange, ChangeRequestResponse, FinishChange>(
                changes,
                "fail",
                Told(
                    "FailChange",
                    "Fail a change request. Says that it was tried and did not work.",
                    "Use it to mark a change as failed, gone wrong or rolled back; where it worked, use Implement a change request instead."
                ),
                (change, body, deed) => change.Finish(ChangeStatus.Failed, body.Comment, deed.Now)
            )
            .MapVerb<ChangeRequest, CreateChange, UpdateChange, ChangeRequestResponse, FinishChange>(
                changes,
                "cancel",
                Told(
                    "CancelChange",
                    "Cancel a change request. Gives it up, at any time before it is done.",
                    "Use it to cancel, withdraw or call off a change that is not needed any more; to vote against it, use Approve or reject a change request instead."
                ),
                (change, body, deed) => change.Cancel(body.Comment, deed.Now)
            );
    }

    private static Operation Told(string id, string text, string use) =>
        new(id, text, "The change request as it is now.")
        {
            Use = use,
            Responses = new Dictionary<string, string>
            {
                ["409"] = "Its status does not allow it, or others keep changing it at the same time.",
            },
        };

    private static long? Voter(VoteOnChange vote, Caller caller) => caller.Agent?.Id ?? vote.AgentId;

    /// <summary>A vote is an agent's: the one whose token it is, or the one that the organization's token names.</summary>
    private static void CheckVoter(VoteOnChange vote, Caller caller, FieldErrors errors)
    {
        if (caller.Agent is { } own && vote.AgentId is { } named && named != own.Id)
            errors.Add("agent_id", $"An agent's token votes for that agent alone, who is {own.Id}.");
        else if (Voter(vote, caller) is null)
            errors.Add("agent_id", "Must say who votes: this token is no agent's.");
    }
}

[JsonSerializable(typeof(CreateChange))]
[JsonSerializable(typeof(UpdateChange))]
[JsonSerializable(typeof(VoteOnChange))]
[JsonSerializable(typeof(ScheduleChange))]
[JsonSerializable(typeof(FinishChange))]
[JsonSerializable(typeof(One<ChangeRequestResponse>))]
[JsonSerializable(typeof(Many<ChangeRequestResponse>))]
internal sealed partial class ChangesJson : JsonSerializerContext;
