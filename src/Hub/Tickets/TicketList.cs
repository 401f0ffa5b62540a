using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Tickets;

/// <summary>Which tickets to list, in what order, from where.</summary>
internal sealed record TicketList
{
    /// <summary>Only with one of these statuses, separated by commas.</summary>
    [FromQuery(Name = "status"), CommaSeparated(typeof(TicketStatus))]
    public string? Status { get; init; }

    /// <summary>Only with one of these statuses of your workflow, by their ids, separated by commas.</summary>
    [FromQuery(Name = "status_id"), CommaSeparated(typeof(string))]
    public string? StatusId { get; init; }

    /// <summary>Only with one of these priorities, separated by commas.</summary>
    [FromQuery(Name = "priority"), CommaSeparated(typeof(TicketPriority))]
    public string? Priority { get; init; }

    /// <summary>Only of one of these departments, by their ids, separated by commas.</summary>
    [FromQuery(Name = "department_id"), CommaSeparated(typeof(long))]
    public string? DepartmentId { get; init; }

    /// <summary>Only assigned to one of these agents, by their ids, separated by commas.</summary>
    [FromQuery(Name = "assignee_id"), CommaSeparated(typeof(long))]
    public string? AssigneeId { get; init; }

    /// <summary>Only of one of these classifications, by their ids, separated by commas; those below them are others.</summary>
    [FromQuery(Name = "classification_id"), CommaSeparated(typeof(long))]
    public string? ClassificationId { get; init; }

    /// <summary>Only in one of these queues, by their ids, separated by commas.</summary>
    [FromQuery(Name = "queue_id"), CommaSeparated(typeof(long))]
    public string? QueueId { get; init; }

    /// <summary>Only subtickets of one of these tickets, by their numbers, separated by commas.</summary>
    [FromQuery(Name = "parent_id"), CommaSeparated(typeof(long))]
    public string? ParentId { get; init; }

    /// <summary>Only of one of these contacts, by their ids, separated by commas.</summary>
    [FromQuery(Name = "requester_id"), CommaSeparated(typeof(long))]
    public string? RequesterId { get; init; }

    /// <summary>Only of whoever has this e-mail address, whatever the case.</summary>
    [FromQuery(Name = "requester_email")]
    public string? RequesterEmail { get; init; }

    /// <summary>Only with this tag, whatever the case.</summary>
    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    /// <summary>Only with this text in code, subject or description, whatever the case.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>Only changed at or after this time, in ISO 8601.</summary>
    [FromQuery(Name = "updated_since")]
    public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>Only created at or after this time, in ISO 8601.</summary>
    [FromQuery(Name = "created_since")]
    public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Only those that are expected to be done on this day or later.</summary>
    [FromQuery(Name = "expected_since")]
    public DateTimeOffset? ExpectedSince { get; init; }

    /// <summary>Only those that are expected to be done before this day.</summary>
    [FromQuery(Name = "expected_before")]
    public DateTimeOffset? ExpectedBefore { get; init; }

    /// <summary>Only those with a missed deadline, or only those that a policy covers and that missed none.</summary>
    [FromQuery(Name = "sla_breached")]
    public bool? SlaBreached { get; init; }

    /// <summary>Only those whose next deadline is before this time, in ISO 8601; a deadline that was missed is one until it is met.</summary>
    [FromQuery(Name = "sla_due_before")]
    public DateTimeOffset? SlaDueBefore { get; init; }

    /// <summary>
    /// Only with these values of declared custom fields, as in custom_fields[floor]=3; of numbers and dates also ranges, as in
    /// custom_fields[floor][from]=3 and custom_fields[floor][to]=5.
    /// </summary>
    [FromQuery(Name = "custom_fields")]
    public IReadOnlyList<QueryEntry> CustomFields { get; init; } = [];

    /// <summary>In which order; a minus before the field is descending.</summary>
    [
        FromQuery(Name = "sort"),
        AllowedValues(
            "id",
            "-id",
            "created_at",
            "-created_at",
            "updated_at",
            "-updated_at",
            "priority",
            "-priority",
            "expected_date",
            "-expected_date"
        ),
        DefaultValue("-id")
    ]
    public string? Sort { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public int? Page { get; init; }

    /// <summary>How many tickets a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public int? PerPage { get; init; }

    public Filter ToFilter(FieldErrors errors)
    {
        var conditions = new List<Filter>();
        void Add(Filter? condition)
        {
            if (condition is not null)
                conditions.Add(condition);
        }

        Add(ListValues.OneOf<TicketStatus>("status", Status, status => FieldValue.Text(status.Name()), errors));
        Add(ListValues.OneStatus(StatusId, errors));
        Add(ListValues.OneOf<TicketPriority>("priority", Priority, value => FieldValue.Integer((long)value), errors));
        Add(ListValues.OneId("department_id", DepartmentId, errors));
        Add(ListValues.OneId("assignee_id", AssigneeId, errors));
        Add(ListValues.OneId("classification_id", ClassificationId, errors));
        Add(ListValues.OneId("queue_id", QueueId, errors));
        Add(ListValues.OneId("parent_id", ParentId, errors));
        Add(ListValues.OneId("requester_id", RequesterId, errors));
        if (RequesterEmail is { Length: > 0 } email)
            Add(Filter.Equal("requester_email", FieldValue.Folded(email)));
        if (Tag is { Length: > 0 } tag)
            Add(Filter.HasFolded("tags", tag));
        if (Q is { Length: > 0 } text)
            Add(Filter.Contains("text", FieldValue.Folded(text)));
        if (UpdatedSince is { } updated)
            Add(Filter.AtLeast("updated_at", FieldValue.Instant(updated)));
        if (CreatedSince is { } created)
            Add(Filter.AtLeast("created_at", FieldValue.Instant(created)));
        if (ExpectedSince is { } since)
            Add(Filter.AtLeast("expected_date", FieldValue.Instant(since)));
        if (ExpectedBefore is { } before)
            Add(new Filter.Compare("expected_date", Comparison.Less, FieldValue.Instant(before)));
        if (SlaBreached is { } breached)
            Add(Filter.Equal("sla_breached", FieldValue.Flag(breached)));
        if (SlaDueBefore is { } due)
            Add(new Filter.Compare("sla_due_at", Comparison.Less, FieldValue.Instant(due)));
        return Filter.AllOf(conditions);
    }

    /// <summary>Equal values stand in the order of their ids.</summary>
    public IReadOnlyList<Sort> ToSort(FieldErrors errors)
    {
        var descending = Sort is null || Sort.StartsWith('-');
        switch (Sort?.TrimStart('-'))
        {
            case null or "id":
                return [new Sort("id", descending)];
            case ("created_at" or "updated_at" or "priority" or "expected_date") and var field:
                return [new Sort(field, descending), new Sort("id", descending)];
            default:
                errors.Add(
                    "sort",
                    "Must be one of id, created_at, updated_at, priority, expected_date, or one of them after a minus."
                );
                return [];
        }
    }
}
