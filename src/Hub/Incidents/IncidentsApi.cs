using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.Incidents;
using Hub.Domain.Records;
using Hub.Domain.Tokens;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Resources.Links;
using Hub.Resources.Verbs;
using Hub.Wire;

namespace Hub.Incidents;

/// <summary>Major incidents: declared, told about while they last, resolved. They stay, so that people learn from them.</summary>
internal static partial class IncidentsApi
{
    private const string UpdateCounter = "incident_update";

    private static readonly RecordRepository<Incident> Records = new RecordRepository<Incident>(IncidentKinds.Incident);

    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        var incidents = RecordResource.Of<Incident, CreateIncident, UpdateIncident, IncidentResponse>(
            IncidentKinds.Incident,
            (Scope.TicketsRead, Scope.TicketsWrite),
            IncidentsJson.Default,
            create: body => body.ToIncident(),
            edit: Edit,
            show: IncidentResponse.Of
        ) with
        {
            CreatedAs = IncidentFacts.Declared,
            Called = "major incident",
            Tag = "Incidents",
            IsDeletable = false,
            TakesPatch = true,
            Filters =
            [
                Filters.Choices("status", "Only with one of these statuses.", Names<IncidentStatus>.All),
                Filters.Choices("severity", "Only of one of these severities.", Names<IncidentSeverity>.All),
                TicketFilter.Of("incidents"),
                Filters.Search("q", "Only with this text in title or description.", "text"),
            ],
            Sorts = ["created_at", "updated_at"],
            CreateAs = "Declare a major incident. Tells everybody who asks for it that many notice an outage.",
            Uses = new()
            {
                Create =
                    "Use it to declare, create, open, report or register a new major incident or outage because a service is down; if it exists, use Update a major incident instead.",
            },
            About = "A major incident is an outage or disruption: a service is down, and many notice.",
            InFlows = Visibility.Ordinary,
        };
        var writes = api.MapResource(incidents)
            .MapVerb<Incident, CreateIncident, UpdateIncident, IncidentResponse, ResolveIncident>(
                incidents,
                "resolve",
                new Operation(
                    "ResolveIncident",
                    "Resolve a major incident. Declares it over, once.",
                    "The incident as it is now."
                )
                {
                    Use =
                        "Use it to resolve, close or end an incident whose outage is over, or to mark it as resolved; to tell how it goes meanwhile, use Publish an update on a major incident instead.",
                    Responses = new Dictionary<string, string>
                    {
                        ["409"] = "It is resolved already, or others keep changing it at the same time.",
                    },
                },
                (incident, body, deed) => incident.Resolve(body.Resolution!, deed.Organization, deed.Actor, deed.Now)
            )
            .MapTicketLinks(incidents);
        var reads = writes.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        reads.MapGet("/{id}/updates", ListIncidentUpdates);
        reads.MapGet("/{id}/updates/{updateId}", GetIncidentUpdate);
        writes.MapPost("/{id}/updates", AddIncidentUpdate).Idempotent(UpdateCounter).TakesIfMatch();
    }

    private static Decision<Incident> Edit(Incident incident, UpdateIncident body) =>
        (
            incident with
            {
                Title = body.Title.Or(incident.Title)!,
                Description = body.Description.Or(incident.Description),
                Severity = body.Severity.Or(incident.Severity)!.Value,
            }
        ).MoveTo(body.Status.Or(incident.Status)!.Value);
}

[JsonSerializable(typeof(CreateIncident))]
[JsonSerializable(typeof(UpdateIncident))]
[JsonSerializable(typeof(ResolveIncident))]
[JsonSerializable(typeof(AddIncidentUpdate))]
[JsonSerializable(typeof(One<IncidentResponse>))]
[JsonSerializable(typeof(Many<IncidentResponse>))]
[JsonSerializable(typeof(One<IncidentUpdateResponse>))]
[JsonSerializable(typeof(Many<IncidentUpdateResponse>))]
internal sealed partial class IncidentsJson : JsonSerializerContext;
