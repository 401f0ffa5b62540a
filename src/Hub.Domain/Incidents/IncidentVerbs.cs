using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Records;

namespace Hub.Domain.Incidents;

/// <summary>What can be done to an incident.</summary>
public static class IncidentVerbs
{
    /// <summary>Moves it on among what it is while it is not over. Resolving is a verb of its own.</summary>
    public static Decision<Incident> MoveTo(this Incident incident, IncidentStatus status) =>
        incident.Status == status ? incident
        : incident.Status == IncidentStatus.Resolved
            ? Refuse(incident, status, "A resolved incident stays so; declare a new one.")
        : status == IncidentStatus.Resolved ? Refuse(incident, status, "POST its resolution to resolve it.")
        : incident with { Status = status };

    /// <summary>Tells everybody how it goes; the same note once more changes nothing.</summary>
    public static Decision<Incident> Tell(this Incident incident, IncidentUpdate update)
    {
        if (incident.Updates.Any(one => one.Id == update.Id))
            return incident;
        if (incident.Updates.Count >= Incident.MostUpdates)
            return Refusal.Conflict(
                "limit_reached",
                $"Incident {incident.Id} has {Incident.MostUpdates} notes already, which is the limit."
            );
        return incident
            .MoveTo(update.Status)
            .Then(moved => moved with { Updates = [.. moved.Updates, update], UpdatedAt = update.At });
    }

    /// <summary>Declares it over.</summary>
    public static Decision<Incident> Resolve(
        this Incident incident,
        string resolution,
        OrganizationId organization,
        Actor actor,
        DateTimeOffset now
    )
    {
        if (incident.Status == IncidentStatus.Resolved)
            return Refuse(incident, IncidentStatus.Resolved, "It was resolved before.");
        var resolved = incident with
        {
            Status = IncidentStatus.Resolved,
            Resolution = resolution,
            ResolvedAt = now,
            UpdatedAt = now,
        };
        return Decision<Incident>.Accept(
            resolved,
            IncidentKinds.Incident.Tell(IncidentFacts.Resolved, resolved, organization, actor, now)
        );
    }

    private static Refusal Refuse(Incident incident, IncidentStatus to, string why) =>
        Refusal.Conflict(
            "transition_refused",
            $"Incident {incident.Id} is {Names<IncidentStatus>.Of(incident.Status)} and does not become "
                + $"{Names<IncidentStatus>.Of(to)}. {why}"
        );
}
