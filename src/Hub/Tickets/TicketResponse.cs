using System.Text.Json;
using Hub.Domain.Tickets;
using Hub.Wire;

namespace Hub.Tickets;

/// <summary>A ticket.</summary>
internal record TicketResponse
{
    public TicketResponse(Ticket ticket)
    {
        Id = ticket.Id;
        Uuid = ticket.Uuid;
        Code = ticket.Code;
        Subject = ticket.Subject;
        Description = ticket.Description;
        Status = ticket.Status;
        StatusId = ticket.StatusId;
        Resolution = ticket.Resolution;
        AdditionalKeys = ticket.AdditionalKeys;
        Priority = ticket.Priority;
        RequesterId = ticket.Requester.ContactId;
        RequesterEmail = ticket.Requester.Email;
        RequesterName = ticket.Requester.Name;
        DepartmentId = ticket.DepartmentId;
        AssigneeId = ticket.AssigneeId;
        ClassificationId = ticket.ClassificationId;
        QueueId = ticket.QueueId;
        ExpectedDate = ticket.ExpectedDate;
        Tags = ticket.Tags;
        CustomFields = ticket.CustomFields;
        Channel = ticket.Channel;
        ParentId = ticket.ParentId;
        MergedIntoId = ticket.MergedIntoId;
        MergedTicketIds = ticket.MergedTicketIds;
        ReplyCount = ticket.ReplyCount;
        CreatedAt = ticket.CreatedAt;
        UpdatedAt = ticket.UpdatedAt;
        ResolvedAt = ticket.ResolvedAt;
        ClosedAt = ticket.ClosedAt;
        FirstRespondedAt = ticket.FirstRespondedAt;
        Sla = TicketSlaResponse.Of(ticket.Sla);
    }

    /// <summary>Its number, as routes take it.</summary>
    public long Id { get; }

    /// <summary>Its id across all systems.</summary>
    public Guid Uuid { get; }

    /// <summary>Its number as people say it, as in ACME-42.</summary>
    public string Code { get; }

    /// <summary>What it is about, in a line.</summary>
    public string Subject { get; }

    /// <summary>What happened, in full.</summary>
    public string Description { get; }

    /// <summary>Where it stands.</summary>
    public TicketStatus Status { get; }

    /// <summary>The status of your workflow's own that it has, which counts as status; absent when it has one of the five.</summary>
    public string? StatusId { get; }

    /// <summary>How it ended; absent while it has not, and where nobody said.</summary>
    public string? Resolution { get; }

    /// <summary>Values that were given as it was moved; absent when none were.</summary>
    public IReadOnlyDictionary<string, JsonElement>? AdditionalKeys { get; }

    /// <summary>How soon it wants attention.</summary>
    public TicketPriority Priority { get; }

    /// <summary>The contact who asked; absent on tickets from before there were contacts.</summary>
    public long? RequesterId { get; }

    /// <summary>The e-mail address of whoever asked, as it was then.</summary>
    public string RequesterEmail { get; }

    /// <summary>The name of whoever asked, as it was then; absent when unknown.</summary>
    public string? RequesterName { get; }

    /// <summary>The department it belongs to; absent when none.</summary>
    public long? DepartmentId { get; }

    /// <summary>The agent it is assigned to; absent when nobody.</summary>
    public long? AssigneeId { get; }

    /// <summary>What it is about: a classification; absent when none.</summary>
    public long? ClassificationId { get; }

    /// <summary>The queue that it waits in; absent when none.</summary>
    public long? QueueId { get; }

    /// <summary>When it is expected to be done, a day where the organization is; absent when nobody said.</summary>
    public DateOnly? ExpectedDate { get; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>Values of your own by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; }

    /// <summary>How it came in.</summary>
    public TicketChannel Channel { get; }

    /// <summary>The ticket it is a subticket of; absent when it is none, or that was deleted.</summary>
    public long? ParentId { get; }

    /// <summary>The ticket it was merged into; absent when it was not.</summary>
    public long? MergedIntoId { get; }

    /// <summary>The tickets that were merged into it.</summary>
    public IReadOnlyList<long> MergedTicketIds { get; }

    /// <summary>How many public replies it has.</summary>
    public int ReplyCount { get; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When anything of it last changed, replies and notes included.</summary>
    public DateTimeOffset UpdatedAt { get; }

    /// <summary>When it was resolved; absent while it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; }

    /// <summary>When it was closed; absent while it is not.</summary>
    public DateTimeOffset? ClosedAt { get; }

    /// <summary>When an agent first replied in public; absent while none has.</summary>
    public DateTimeOffset? FirstRespondedAt { get; }

    /// <summary>Where it stands with its policy's deadlines; absent while no policy covers it.</summary>
    public TicketSlaResponse? Sla { get; }
}
