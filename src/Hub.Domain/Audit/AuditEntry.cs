using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Records;

namespace Hub.Domain.Audit;

/// <summary>Somebody administered something: who, from where, when, and what it changed. Never changed once written.</summary>
public sealed record AuditEntry
{
    /// <summary>Grows with time; unique in the organization.</summary>
    public required long Id { get; init; }

    public required OrganizationId Organization { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>As in created or secret_rotated.</summary>
    public required string Action { get; init; }

    public required AuditActor Actor { get; init; }

    /// <summary>Where the request came from; absent for what the hub does of itself.</summary>
    public string? Address { get; init; }

    /// <summary>The route that was called, as in <c>PUT /api/v1/roles/{id}</c>.</summary>
    public string? Route { get; init; }

    public required AuditSubject Subject { get; init; }

    /// <summary>The fields that differ; of a secret one only that it does.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>What else of such things the same step changed, as the agents who joined a role.</summary>
    public IReadOnlyList<AuditSubject> Also { get; init; } = [];

    public const string KeyPrefix = "audit-";

    [JsonIgnore]
    public string Key => $"{KeyPrefix}{Id}";

    public static readonly DocumentType<AuditEntry> Document = RecordKinds
        .Beside<AuditEntry>("audit_entry", AuditJson.Default)
        .Integer("id", one => one.Id)
        .Text("organization", one => one.Organization.ToString())
        .Instant("at", one => one.At)
        .Text("action", one => one.Action)
        .Text("actor", one => one.Actor.Key)
        .Text("subject_type", one => one.Subject.Type)
        .Text("subject_id", one => one.Subject.Id)
        .Index("organization", "id")
        .Index("action", "id")
        .Index("subject_type", "subject_id", "id")
        .Index("actor", "id")
        .Index("at");
}

/// <summary>Who it was.</summary>
/// <param name="Type">What they signed in with: token, scim_token, entra_app, entra_user, saml or operator; system for the hub itself.</param>
/// <param name="AgentId">The agent whose token or account it is.</param>
public sealed record AuditActor(string Type, string Id, string Name, long? AgentId = null)
{
    public static readonly AuditActor System = new("system", "0", "System");

    /// <summary>As in token:17.</summary>
    [JsonIgnore]
    public string Key => $"{Type}:{Id}";
}

/// <summary>What was administered.</summary>
public sealed record AuditSubject(string Type, string Id);

[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class AuditJson : JsonSerializerContext;
