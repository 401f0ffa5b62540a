using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Surveys;
using Hub.Resources;

namespace Hub.Surveys;

/// <summary>What a requester is asked once their ticket is resolved: how satisfied they are. Its id is its ticket's.</summary>
internal sealed record SurveyResponse : RecordResponse
{
    /// <summary>The ticket that it asks about, by its number.</summary>
    public required long TicketId { get; init; }

    /// <summary>The agent who had the ticket when it was resolved; absent when nobody had.</summary>
    public long? AgentId { get; init; }

    /// <summary>The department that had the ticket when it was resolved; absent when none had.</summary>
    public long? DepartmentId { get; init; }

    /// <summary>From 1, the worst, to 5; absent while nobody answered.</summary>
    [Range(Survey.WorstScore, Survey.BestScore)]
    public int? Score { get; init; }

    /// <summary>What the requester had to say; absent when nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>When it was answered; absent while it is not.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>From then on it takes no answer.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// The address of the page where the requester answers, for you to send them: whoever has it may answer. Only beside a
    /// ticket, and only for who may write tickets; absent once there is nothing to answer.
    /// </summary>
    public string? Link { get; init; }

    public static SurveyResponse Of(Survey survey) =>
        new()
        {
            Id = survey.Id,
            TicketId = survey.Id,
            AgentId = survey.AgentId,
            DepartmentId = survey.DepartmentId,
            Score = survey.Score,
            Comment = survey.Comment,
            AnsweredAt = survey.AnsweredAt,
            ExpiresAt = survey.ExpiresAt,
            CreatedAt = survey.CreatedAt,
            UpdatedAt = survey.UpdatedAt,
        };
}

/// <summary>Whether requesters are asked how satisfied they are, and how long they may answer.</summary>
/// <example>{"enabled": true, "valid_days": 30}</example>
internal sealed record UpdateCsatSettings
{
    /// <summary>Whether tickets that are resolved from now on have a survey.</summary>
    [Required]
    public bool? Enabled { get; init; }

    /// <summary>How many days a survey may be answered, from when its ticket was resolved; 30 when absent.</summary>
    [Range(1, SurveySettings.MostValidDays), DefaultValue(SurveySettings.DefaultValidDays)]
    public int? ValidDays { get; init; }

    public SurveySettings ToSettings() => new(Enabled!.Value, ValidDays ?? SurveySettings.DefaultValidDays);
}

/// <summary>Whether requesters are asked how satisfied they are, and how long they may answer.</summary>
/// <param name="Enabled">Whether tickets that are resolved from now on have a survey.</param>
/// <param name="ValidDays">How many days a survey may be answered, from when its ticket was resolved.</param>
internal sealed record CsatSettingsResponse(bool Enabled, int ValidDays)
{
    public static CsatSettingsResponse Of(SurveySettings settings) => new(settings.Enabled, settings.ValidDays);
}
