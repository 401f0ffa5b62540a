using System.Text.Json.Serialization;
using Hub.Domain.Records;
using Hub.Domain.Tickets;

namespace Hub.Domain.Surveys;

/// <summary>
/// What a requester is asked once their ticket is resolved: how satisfied they are. A ticket has one at most, under its number
/// and in its partition, so that it is asked in the commit that resolves the ticket.
/// </summary>
public sealed record Survey : Record
{
    public const int WorstScore = 1;
    public const int BestScore = 5;

    /// <summary>Characters of the longest comment.</summary>
    public const int LongestComment = 2_000;

    /// <summary>The agent who had the ticket when it was resolved.</summary>
    public long? AgentId { get; init; }

    /// <summary>The department that had the ticket when it was resolved.</summary>
    public long? DepartmentId { get; init; }

    /// <summary>From then on it takes no answer.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>From 1, the worst, to 5; absent while nobody answered.</summary>
    public int? Score { get; init; }

    public string? Comment { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>What the survey's document is called inside its ticket's partition.</summary>
    public static string DocumentIdOf(long ticket) => $"survey-{ticket}";

    public static string PartitionOf(long ticket) => Ticket.PartitionOf(ticket);
}

/// <summary>Whether requesters are asked, and how long they may answer; one of an organization.</summary>
/// <param name="ValidDays">Days from the resolution on.</param>
public sealed record SurveySettings(bool Enabled, int ValidDays)
{
    public const int DefaultValidDays = 30;

    public const int MostValidDays = 90;

    public const string Partition = "settings";

    public const string DocumentId = "survey";

    /// <summary>Nobody is asked before somebody wants it.</summary>
    public static readonly SurveySettings Default = new(Enabled: false, DefaultValidDays);
}

[JsonSerializable(typeof(Survey))]
[JsonSerializable(typeof(SurveySettings))]
internal sealed partial class SurveyJson : JsonSerializerContext;
