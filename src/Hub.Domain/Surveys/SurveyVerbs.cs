using Hub.Domain.Events;
using Hub.Domain.Tickets;

namespace Hub.Domain.Surveys;

/// <summary>What can be done with a survey: it is asked, and answered once.</summary>
public static class SurveyVerbs
{
    /// <summary>The code of the refusal of a second answer.</summary>
    public const string Answered = "survey_answered";

    /// <summary>The code of the refusal of an answer that comes too late.</summary>
    public const string Expired = "survey_expired";

    /// <summary>The survey of a ticket that was just resolved.</summary>
    public static Survey Ask(this Ticket ticket, SurveySettings settings, DateTimeOffset now) =>
        new()
        {
            Id = ticket.Id,
            AgentId = ticket.AssigneeId,
            DepartmentId = ticket.DepartmentId,
            ExpiresAt = now.AddDays(settings.ValidDays),
            CreatedAt = now,
            UpdatedAt = now,
        };

    /// <summary>Why it takes no answer any more; nothing while it does.</summary>
    public static Refusal? WhyClosed(this Survey survey, DateTimeOffset now) =>
        survey.AnsweredAt is not null
            ? Refusal.Conflict(Answered, "The survey was answered before, and its answer stands.")
        : survey.ExpiresAt <= now ? Refusal.Conflict(Expired, "The time to answer the survey is over.")
        : null;

    /// <summary>The requester's answer, which is the only one.</summary>
    /// <param name="ticket">
    /// As it is by now. Who is told of the answer follows from it; it is not shown to them, who may read reports and need not be
    /// allowed to read tickets.
    /// </param>
    public static Decision<Survey> Answer(
        this Survey survey,
        int score,
        string? comment,
        Ticket ticket,
        DateTimeOffset now
    )
    {
        if (survey.WhyClosed(now) is { } closed)
            return closed;
        var answered = survey with { Score = score, Comment = comment, AnsweredAt = now, UpdatedAt = now };
        var requester = ticket.Requester;
        var actor = new Actor("contact", requester.Id.ToString(), requester.Name ?? requester.Email);
        return Decision<Survey>.Accept(
            answered,
            HubEvent.Of(SurveyFacts.Answered, ticket.Organization, Survey.PartitionOf(ticket.Id), actor, now) with
            {
                Subject = SurveyKinds.Survey.Of(answered),
                Parent = TicketKinds.Ticket.Of(ticket),
            }
        );
    }
}
