using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;

namespace Hub.Domain.Surveys;

/// <summary>Surveys, the settings beside them, and what is told of their answers.</summary>
public static class SurveyKinds
{
    public static readonly DocumentType<SurveySettings> Settings = RecordKinds.Beside<SurveySettings>(
        "survey_settings",
        SurveyJson.Default
    );

    public static readonly Kind<Survey> Survey = new(
        RecordKinds.Document<Survey>("survey", SurveyJson.Default, fields =>
            fields
                .Integer("score", one => one.Score)
                .Integer("agent_id", one => one.AgentId)
                .Integer("department_id", one => one.DepartmentId)
                .Flag("is_answered", one => one.AnsweredAt is not null)
                .Instant("answered_at", one => one.AnsweredAt)
        )
    )
    {
        Beside = [Settings],
        ReadScope = Scope.ReportsRead,
        Happens = [new(SurveyFacts.Answered) { Description = "A requester said how satisfied they are." }],
        Shape = new Shape<Survey>()
            .Integer("id", "The survey's number, which is its ticket's.", survey => survey.Id)
            .Integer("ticket_id", "The number of the ticket that it asks about.", survey => survey.Id)
            .Integer("score", "From 1, the worst, to 5.", survey => survey.Score)
            .Optional()
            .Text("comment", "What the requester had to say; absent when nothing.", survey => survey.Comment)
            .Optional()
            .Integer("agent_id", "The agent who had the ticket when it was resolved; absent when nobody.", survey =>
                survey.AgentId
            )
            .Optional()
            .Integer("department_id", "The department that had it then; absent when none.", survey =>
                survey.DepartmentId
            )
            .Optional()
            .Instant("created_at", "When the ticket was resolved, and the survey asked.", survey => survey.CreatedAt)
            .Instant("answered_at", "When it was answered.", survey => survey.AnsweredAt)
            .Optional(),
        Sample = new Survey
        {
            Id = TicketKinds.Ticket.Sample!.Id,
            AgentId = 12,
            DepartmentId = 3,
            Score = 5,
            Comment = "It prints again, and somebody was here within the hour.",
            ExpiresAt = Samples.At.AddDays(SurveySettings.DefaultValidDays),
            AnsweredAt = Samples.At,
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        },
    };
}

/// <summary>What happens to surveys.</summary>
public static class SurveyFacts
{
    public static readonly Fact Answered = Fact.Of("survey", "answered");
}
