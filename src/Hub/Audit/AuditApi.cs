using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Audit;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Tokens;
using Hub.OpenApi;
using Hub.Resources;
using Hub.Wire;

namespace Hub.Audit;

/// <summary>Somebody administered something. Entries are written with what they tell of, and nobody changes them.</summary>
internal sealed record AuditEntryResponse
{
    /// <summary>The entry's id; a later one is greater.</summary>
    public required long Id { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// What was done: created, updated or deleted; deactivated or reactivated of an agent; secret_rotated, replayed or tested of a
    /// webhook; exported of the organization.
    /// </summary>
    /// <example>secret_rotated</example>
    public required string Action { get; init; }

    /// <summary>Who did it.</summary>
    public required AuditActorResponse Actor { get; init; }

    /// <summary>The address that the request came from, as trusted proxies tell it; absent for what the hub does of itself.</summary>
    /// <example>203.0.113.7</example>
    public string? Address { get; init; }

    /// <summary>The route that was called; absent for what the hub does of itself.</summary>
    /// <example>PUT /api/v1/roles/{id}</example>
    public string? Route { get; init; }

    /// <summary>What was administered.</summary>
    public required AuditSubjectResponse Subject { get; init; }

    /// <summary>The fields that changed; of a secret only that it did.</summary>
    public required IReadOnlyList<AuditChangeResponse> Changes { get; init; }

    /// <summary>What else the same step changed, as the agents who joined a role; at most 100.</summary>
    public required IReadOnlyList<AuditSubjectResponse> Also { get; init; }

    public static AuditEntryResponse Of(AuditEntry entry) =>
        new()
        {
            Id = entry.Id,
            At = entry.At,
            Action = entry.Action,
            Actor = new(entry.Actor.Type, entry.Actor.Id, entry.Actor.Name, entry.Actor.AgentId),
            Address = entry.Address,
            Route = entry.Route,
            Subject = Of(entry.Subject),
            Changes = [.. entry.Changes.Select(one => new AuditChangeResponse(one.Field, one.From, one.To))],
            Also = [.. entry.Also.Select(Of)],
        };

    private static AuditSubjectResponse Of(AuditSubject subject) => new(subject.Type, subject.Id);
}

/// <summary>Who administered something.</summary>
/// <param name="Type">What they signed in with: token, scim_token, entra_app, entra_user, saml or operator; system for the hub itself.</param>
/// <param name="Id">The number of the token or agent, or the id of the Entra account.</param>
/// <param name="Name">The name of the token or account at that time.</param>
/// <param name="AgentId">The agent whose token or account it is; absent when it is nobody's.</param>
internal sealed record AuditActorResponse(string Type, string Id, string Name, long? AgentId);

/// <summary>What was administered.</summary>
/// <param name="Type">As in token, scim_token, agent, role, webhook, department, classification, queue, sla_policy, sla_calendar, on_call_rotation, workflow, custom_field, custom_field_settings, alert_settings, organization, csat_settings, saml_settings.</param>
/// <param name="Id">Its id.</param>
internal sealed record AuditSubjectResponse(string Type, string Id);

/// <summary>A field that changed.</summary>
/// <param name="Field">What the field is called.</param>
/// <param name="From">What it said before; empty where it said nothing, and where it is not told.</param>
/// <param name="To">What it says now; the same.</param>
internal sealed record AuditChangeResponse(string Field, JsonElement From, JsonElement To);

/// <summary>The audit log, to be read and nothing else.</summary>
internal static class AuditApi
{
    public static readonly AuditRepository Entries = new();

    public static readonly Resource<AuditEntry, object, object, AuditEntryResponse> Resource = new(
        new Kind<AuditEntry>(AuditEntry.Document),
        Entries
    )
    {
        Plural = "audit-log",
        Scopes = (Scope.AdminRead, null),
        Json = AuditResponseJson.Default,
        Show = AuditEntryResponse.Of,
        IsDeletable = false,
        IsNewestFirst = true,
        Tag = "Audit log",
        InFlows = Visibility.Internal,
        Filters =
        [
            Filters.Text("action", "Only what was done so, as in deleted."),
            Filters.Text("actor", "Only what they did: type and id, as in token:17."),
            Filters.Text("subject_type", "Only what was done to such, as in webhook."),
            Filters.Text("subject_id", "Only what was done to those with this id."),
            Filters.Since("since", "at", "Only what was done at this time or later."),
            Filters.Before("before", "at", "Only what was done before this time."),
        ],
    };

    public static void MapAuditLog(this IEndpointRouteBuilder api) => api.MapResource(Resource);
}

[JsonSerializable(typeof(One<AuditEntryResponse>))]
[JsonSerializable(typeof(Many<AuditEntryResponse>))]
internal sealed partial class AuditResponseJson : JsonSerializerContext;
