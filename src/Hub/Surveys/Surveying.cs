using Hub.Domain.Organizations;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Resources;

namespace Hub.Surveys;

/// <summary>Asks requesters once their tickets are resolved, where their organization wants it.</summary>
internal sealed class Surveying(IStore store)
{
    public static readonly OrganizationSettings<SurveySettings> Settings = new(
        SurveyKinds.Settings,
        SurveySettings.Partition,
        SurveySettings.DocumentId,
        SurveySettings.Default
    );

    /// <summary>The commit with the survey in it, where it resolves a ticket that was not asked about yet.</summary>
    public async ValueTask<Commit> AskIn(Commit commit, CancellationToken cancellation)
    {
        if (commit.Events.FirstOrDefault(one => one.Fact == TicketFacts.Resolved) is not { } resolved)
            return commit;
        var organization = commit.Organization;
        var settings = await Settings.Of(store, organization, cancellation);
        var ticket = resolved.About<Ticket>()!;
        var id = Survey.DocumentIdOf(ticket.Id);
        var type = SurveyKinds.Survey.Document;
        if (!settings.Enabled || await store.Get(type, organization, commit.Partition, id, cancellation) is not null)
            return commit;
        var asked = new Put<Survey>(type, id, ticket.Ask(settings, resolved.At), Expected.Absent);
        return commit with { Changes = [.. commit.Changes, asked] };
    }
}

internal static class SurveySetup
{
    public static void AddSurveys(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Surveying>();
        builder.Services.AddSingleton<SurveyLinks>();
        builder.Services.AddSingleton<SurveyAnswers>();
    }
}
