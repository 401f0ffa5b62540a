using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Tickets;
using Hub.Wire;

namespace Hub.Surveys;

/// <summary>What whoever has a survey's link gets to see: the survey, whose it is, and what it asks about.</summary>
internal sealed record AskedSurvey(Survey Survey, Ticket Ticket, Organization Organization);

/// <summary>Finds surveys by the tokens of their links, and takes their answers.</summary>
internal sealed class SurveyAnswers(IStore store, OptimisticWriter writer, SurveyLinks links, TimeProvider clock)
{
    private static readonly SurveyRepository Surveys = new();

    public DateTimeOffset Now => clock.Now();

    /// <summary>Nothing for a token that the hub did not make, once ticket or organization are gone, and while that is suspended.</summary>
    public async ValueTask<AskedSurvey?> Find(string token, CancellationToken cancellation)
    {
        if (links.Read(token) is not var (organization, ticket))
            return null;
        return
            await Surveys.Find(store, organization, ticket, cancellation) is { Value: var survey }
            && await TicketCommits.Get(store, organization, ticket, cancellation) is { Value: var about }
            && await OrganizationOf(organization, cancellation) is { Value: { IsSuspended: false } owner }
            ? new AskedSurvey(survey, about, owner)
            : null;
    }

    /// <summary>Takes the answer, or says why it takes none any more.</summary>
    public async Task<Refusal?> Take(AskedSurvey asked, int score, string? comment, CancellationToken cancellation)
    {
        var organization = asked.Organization.Id;
        var id = asked.Survey.Id;
        var written = await writer.Change(
            Surveys.PlaceOf(store, organization, id, () => Refusal.NotFound(SurveyKinds.Survey.Name, id)),
            stored =>
                Proposal.Put(
                    Surveys.Type,
                    organization,
                    stored,
                    stored.Value.Answer(score, comment, asked.Ticket, clock.Now())
                ),
            cancellation
        );
        return written.IsRefused ? written.Refusal : null;
    }

    private ValueTask<Stored<Organization>?> OrganizationOf(
        OrganizationId organization,
        CancellationToken cancellation
    ) =>
        store.Get(
            Organization.Document,
            OrganizationId.Hub,
            Organization.Partition,
            organization.ToString(),
            cancellation
        );
}
