using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Domain.Incidents;

/// <summary>Major incidents, and what is told of them.</summary>
public static class IncidentKinds
{
    public static readonly Kind<Incident> Incident = new(
        RecordKinds.Document<Incident>("incident", IncidentJson.Default, fields =>
            fields
                .Text("status", one => Names<IncidentStatus>.Of(one.Status))
                .Text("severity", one => Names<IncidentSeverity>.Of(one.Severity))
                .Folded("text", one => $"{one.Title}\n{one.Description}")
                .LinksTickets()
                .Index("status", "id")
        )
    )
    {
        Partition = "incidents",
        ReadScope = Scope.TicketsRead,
        Happens =
        [
            new(IncidentFacts.Declared) { Description = "A major incident was declared." },
            new(IncidentFacts.Resolved, After: Resolved) { Description = "A major incident was declared over." },
        ],
        Shape = new Shape<Incident>()
            .Integer("id", "The incident's number.", incident => incident.Id)
            .Text("title", "What is wrong, in a line.", incident => incident.Title)
            .Text("description", "What is wrong, in full; absent when nobody said.", incident => incident.Description)
            .Optional()
            .Choice("severity", "How bad it is.", Names<IncidentSeverity>.All, incident =>
                Names<IncidentSeverity>.Of(incident.Severity)
            )
            .Choice("status", "Where it stands.", Names<IncidentStatus>.All, incident =>
                Names<IncidentStatus>.Of(incident.Status)
            )
            .Integers("ticket_ids", "The numbers of the tickets that it affects.", incident => incident.TicketIds)
            .Text("resolution", "How it was resolved; absent while it is not.", incident => incident.Resolution)
            .Optional()
            .Instant("resolved_at", "When it was resolved; absent while it is not.", incident => incident.ResolvedAt)
            .Optional()
            .Instant("created_at", "When it was declared.", incident => incident.CreatedAt)
            .Instant("updated_at", "When anything of it last changed.", incident => incident.UpdatedAt),
        Sample = new Incident
        {
            Id = 9,
            Title = "E-mail is down",
            Description = "Nobody in Berlin can send or receive.",
            Severity = IncidentSeverity.Critical,
            TicketIds = [1847, 1850],
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        },
    };

    private static Incident Resolved(Incident incident) =>
        incident with
        {
            Status = IncidentStatus.Resolved,
            Resolution = "The mail gateway was restarted.",
            ResolvedAt = Samples.At,
        };
}

/// <summary>What happens to incidents.</summary>
public static class IncidentFacts
{
    public static readonly Fact Declared = Fact.Of("incident", "declared");
    public static readonly Fact Resolved = Fact.Of("incident", "resolved");
}
