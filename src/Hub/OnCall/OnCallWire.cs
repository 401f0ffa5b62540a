using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Documents;
using Hub.Domain.OnCall;
using Hub.Domain.Queries;
using Hub.Errors;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Mvc;

namespace Hub.OnCall;

/// <summary>Of which rotations to say who is on call, and when.</summary>
internal sealed record ListOnCallQuery
{
    /// <summary>At which time, in ISO 8601; now when absent.</summary>
    [FromQuery(Name = "at")]
    public DateTimeOffset? At { get; init; }

    /// <summary>Only of this rotation, by its id.</summary>
    [FromQuery(Name = "rotation_id")]
    public long? RotationId { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public long? Page { get; init; }

    /// <summary>How many rotations a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public long? PerPage { get; init; }

    public (Paging Paging, Query Query, DateTimeOffset At) Read(FieldErrors errors, DateTimeOffset now)
    {
        var paging = Paging.Read(Page, PerPage, errors);
        var filter = RotationId is { } id ? Filter.Equal("id", FieldValue.Integer(id)) : Filter.All;
        return (paging, paging.Over(filter, new Sort("id")), RosterTimes.Check("at", At ?? now, errors));
    }
}

/// <summary>Which shifts to list.</summary>
internal sealed record ListShiftsQuery
{
    private const int UsualDays = 28;

    /// <summary>From which time on, in ISO 8601; when absent, four weeks before to, or from the beginning of this day on.</summary>
    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Until which time, in ISO 8601: a quarter of a year after from at most; four weeks after it when absent.</summary>
    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public long? Page { get; init; }

    /// <summary>How many shifts a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public long? PerPage { get; init; }

    public (Paging Paging, DateTimeOffset From, DateTimeOffset To) Read(FieldErrors errors, DateTimeOffset now)
    {
        var paging = Paging.Read(Page, PerPage, errors);
        DateTimeOffset? given = To is { } until ? RosterTimes.Check("to", until, errors) : null;
        var from = RosterTimes.Check("from", From ?? given?.AddDays(-UsualDays) ?? now.UtcDateTime.Date, errors);
        var to = given ?? from.AddDays(UsualDays);
        if (errors.Any)
            return (paging, from, to);
        if (to <= from)
            errors.Add("to", "Must be after from.");
        else if (to - from > Roster.Horizon)
            errors.Add("to", $"Must be at most {Roster.Horizon.TotalDays} days after from.");
        return (paging, from, to);
    }
}

/// <summary>The times that there are rotations at.</summary>
internal static class RosterTimes
{
    private static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The time, where it is one of them; the first of them with a complaint added where it is not.</summary>
    public static DateTimeOffset Check(string field, DateTimeOffset at, FieldErrors errors)
    {
        if (at >= First && at <= Last)
            return at;
        errors.Add(field, "Must be a time of this century.");
        return First;
    }
}

/// <summary>Who is on call in a rotation.</summary>
/// <param name="RotationId">The rotation, by its id.</param>
/// <param name="RotationName">The rotation's name.</param>
/// <param name="OnCall">Who is on call; absent when nobody is.</param>
/// <param name="Next">Who is on call after that; absent when nobody else is for a quarter of a year.</param>
internal sealed record OnCallDutyResponse(
    long RotationId,
    string RotationName,
    OnCallAgentResponse? OnCall,
    OnCallAgentResponse? Next
)
{
    public static OnCallDutyResponse Of(
        Rotation rotation,
        Duty duty,
        DateTimeOffset at,
        IReadOnlyDictionary<long, string> names
    )
    {
        return new OnCallDutyResponse(rotation.Id, rotation.Name, Agent(duty.Now), Agent(duty.Next));

        OnCallAgentResponse? Agent(Shift? shift) =>
            shift is null
                ? null
                : new(
                    shift.AgentId,
                    names[shift.AgentId],
                    shift == duty.Now ? null : shift.From,
                    shift.To == at + Roster.Horizon ? null : shift.To
                );
    }
}

/// <summary>Somebody who is on call, or will be.</summary>
/// <param name="AgentId">The agent, by their id.</param>
/// <param name="AgentName">The agent's name.</param>
/// <param name="From">From when on; absent of whoever is on call already.</param>
/// <param name="Until">Until when; absent when that is more than a quarter of a year away.</param>
internal sealed record OnCallAgentResponse(long AgentId, string AgentName, DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>Somebody is on call for a time.</summary>
/// <param name="AgentId">The agent, by their id.</param>
/// <param name="AgentName">The agent's name.</param>
/// <param name="StartsAt">From when on.</param>
/// <param name="EndsAt">Until when.</param>
internal sealed record OnCallShiftResponse(
    long AgentId,
    string AgentName,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt
)
{
    public static OnCallShiftResponse Of(Shift shift, IReadOnlyDictionary<long, string> names) =>
        new(shift.AgentId, names[shift.AgentId], shift.From, shift.To);
}
