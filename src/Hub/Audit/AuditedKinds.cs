using System.Collections.Frozen;
using Hub.Delivery.Egress;
using Hub.Delivery.Replays;
using Hub.Delivery.Secrets;
using Hub.Domain.Alerts;
using Hub.Domain.Assignment;
using Hub.Domain.Classifications;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.OnCall;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Sla;
using Hub.Domain.Subscriptions;
using Hub.Domain.Surveys;
using Hub.Domain.Templates;
using Hub.Domain.TicketFields;
using Hub.Domain.TicketQueues;
using Hub.Domain.Tokens;
using Hub.Domain.Workflows;
using Hub.Exporting;
using Hub.Saml;

namespace Hub.Audit;

/// <summary>What counts as administration: a kind of document that is missing here leaves no trace.</summary>
internal sealed class AuditedKinds(Lazy<ReceiverKeeper> receivers)
{
    private FrozenDictionary<DocumentType, AuditedKind> ByDocument =>
        field ??= All().ToFrozenDictionary(one => one.Document);

    public AuditedKind? Of(DocumentType document) => ByDocument.GetValueOrDefault(document);

    private IEnumerable<AuditedKind> All() =>
        [
            new AuditedKind<ApiToken>(ApiToken.Document, "token", one => one.Id)
            {
                Plain = ["name", "abilities", "agent", "requests_per_minute", "expires_at"],
                Owner = one => one.Organization,
            },
            new AuditedKind<ScimToken>(ScimToken.Document, "scim_token", one => one.Id)
            {
                Plain = ["name", "agent", "requests_per_minute", "expires_at"],
                Owner = one => one.Organization,
            },
            new AuditedKind<Agent>(PeopleDocuments.Agent, "agent", one => one.Id)
            {
                Plain = ["name", "email", "user_name", "external_id", "is_active", "department_id"],
                Action = (before, after) =>
                    (before?.IsActive, after?.IsActive) switch
                    {
                        (true, false) => "deactivated",
                        (false, true) => "reactivated",
                        _ => null,
                    },
            },
            new AuditedKind<Role>(PeopleDocuments.Role, "role", one => one.Id)
            {
                Plain = ["name", "description", "external_id", "parent_ids", "member_count"],
            },
            new AuditedKind<Subscription>(Subscription.Document, "webhook", one => one.Id)
            {
                Plain =
                [
                    "name",
                    "description",
                    "dialect",
                    "entity",
                    "action",
                    "events",
                    "filter",
                    "target",
                    "template_id",
                    "time_zone",
                    "language",
                    "digest",
                    "state",
                    "state_reason",
                    "owner",
                ],
                Masked = one => new Dictionary<string, string> { ["url"] = MaskedUrl.Of(receivers.Value.UrlOf(one)) },
                Secret =
                [
                    ("url", one => StoredAddress.MarkOf(one.ProtectedUrl)),
                    ("secret", one => one.ProtectedSecret),
                    ("headers", one => string.Join('\n', one.ProtectedHeaders.Select(header => $"{header}"))),
                ],
                Action = (before, after) =>
                    before is not null && after is not null && before.ProtectedSecret != after.ProtectedSecret
                        ? "secret_rotated"
                        : null,
            },
            new AuditedKind<Replay>(Replay.Document, "webhook", one => one.Subscription)
            {
                Plain = ["since", "until"],
                // Its progress is the hub's, and so is that the oldest makes room.
                IsAct = (before, _) => before is null,
                Action = (_, _) => "replayed",
            },
            new AuditedKind<Department>(Department.Kind.Document, "department", one => one.Id)
            {
                Plain = ["name", "description"],
            },
            new AuditedKind<Classification>(Classification.Kind.Document, "classification", one => one.Id)
            {
                Plain = ["name", "description", "parent_id", "is_active"],
            },
            new AuditedKind<TicketQueue>(TicketQueue.Kind.Document, "queue", one => one.Id)
            {
                Plain = ["name", "description", "department_id", "position", "is_active"],
            },
            new AuditedKind<SlaPolicy>(SlaPolicy.Kind.Document, "sla_policy", one => one.Id)
            {
                Plain =
                [
                    "name",
                    "position",
                    "is_active",
                    "priorities",
                    "department_ids",
                    "company_ids",
                    "calendar_id",
                    "first_response_minutes",
                    "resolution_minutes",
                    "escalate_after_minutes",
                    "escalate_to_id",
                    "raises_priority",
                    "page_rotation_id",
                ],
            },
            new AuditedKind<AssignmentRule>(AssignmentRule.Kind.Document, "assignment_rule", one => one.Id)
            {
                Plain = ["name", "position", "is_active", "on", "conditions", "actions", "stops"],
            },
            new AuditedKind<SlaCalendar>(SlaCalendar.Kind.Document, "sla_calendar", one => one.Id)
            {
                Plain = ["name", "time_zone", "hours", "holidays"],
            },
            new AuditedKind<OwnTemplate>(TemplateKinds.Template.Document, "template", one => one.Id)
            {
                Plain = ["name", "target", "family", "version", "refuses_too_large"],
            },
            new AuditedKind<Workflow>(Workflow.Document, "workflow", _ => Workflow.DocumentId)
            {
                Plain = ["statuses", "transitions", "resolutions"],
            },
            new AuditedKind<Organization>(Organization.Document, "organization", one => one.Id)
            {
                Plain = ["name", "prefix", "suspended_at"],
                Owner = one => one.Id,
            },
            new AuditedKind<ExportRun>(ExportRun.Document, "organization", one => one.Organization)
            {
                Plain = ["started_at"],
                // That it goes on and ends is the hub's.
                IsAct = (before, after) => after is not null && after.Id != before?.Id,
                Action = (_, _) => "exported",
            },
            new AuditedKind<CustomField>(CustomField.Kind.Document, "custom_field", one => one.Id)
            {
                Plain = ["key", "label", "description", "type", "choices", "people", "is_required", "is_active"],
            },
            new AuditedKind<CustomFieldSettings>(CustomField.Settings, "custom_field_settings", _ =>
                CustomFieldSettings.DocumentId
            )
            {
                Plain = ["is_strict"],
            },
            new AuditedKind<Rotation>(OnCallKinds.Rotation.Document, "on_call_rotation", one => one.Id)
            {
                // Not its overrides: who takes a shift over is everyday work.
                Plain =
                [
                    "name",
                    "time_zone",
                    "handover",
                    "turn_length",
                    "handover_at",
                    "starts_on",
                    "agent_ids",
                    "hours",
                    "escalate_after_minutes",
                    "escalates_to_next",
                    "escalate_to_rotation_ids",
                    "escalate_to_agent_ids",
                    "repeats",
                ],
            },
            new AuditedKind<AlertSettings>(AlertSettings.Document, "alert_settings", _ => AlertSettings.DocumentId)
            {
                Plain =
                [
                    "time_zone",
                    "alert_time",
                    "approaching_days",
                    "due_today",
                    "overdue",
                    "idle_hours",
                    "idle_calendar_id",
                    "idle_statuses",
                ],
            },
            new AuditedKind<SamlSettings>(SamlSettings.Document, "saml_settings", _ => SamlSettings.DocumentId)
            {
                Plain = ["provider", "metadata_url", "idp_initiated", "abilities", "roles"],
            },
            new AuditedKind<SurveySettings>(SurveyKinds.Settings, "csat_settings", _ => SurveySettings.DocumentId)
            {
                Plain = ["enabled", "valid_days"],
            },
        ];
}
