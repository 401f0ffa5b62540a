using System.Text.Json.Serialization;
using Hub.Domain.Tickets;

namespace Hub.Domain.TimeEntries;

/// <summary>Time that was worked on a ticket.</summary>
public sealed record TimeEntry : TicketRecord
{
    /// <summary>A day: who works longer logs it once a day.</summary>
    public const int MostMinutes = 24 * 60;

    /// <summary>Characters of the longest note.</summary>
    public const int LongestNote = 2_000;

    /// <summary>So far ahead work may begin: who logs it may be in any time zone, and have a clock that is fast.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    public int Minutes { get; init; }

    /// <summary>Who worked; absent when an application logged it and named nobody.</summary>
    public long? AgentId { get; init; }

    /// <summary>When the work began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether the customer pays for it.</summary>
    public bool Billable { get; init; }

    public string? Note { get; init; }
}

[JsonSerializable(typeof(TimeEntry))]
internal sealed partial class TimeEntryJson : JsonSerializerContext;
