using Hub.Domain.Organizations;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;
using Hub.Ports.Store;

namespace Hub.Surveys;

/// <summary>Asks requesters once their tickets are resolved, where their organization wants it.</summary>
internal sealed class Surveying(IStore store)
{
    /// <summary>The commit with the survey in it, where it resolves a ticket that was not asked about yet.</summary>
    public async ValueTask<Commit> AskIn(Commit commit, CancellationToken cancellation)
    {
        if (commit.Events.FirstOrDefault(one => one.Fact == TicketFacts.Resolved) is not { } resolved)
            return commit;
        var organization = commit.Organization;
        var settings = await SettingsOf(organization, cancellation);
        var ticket = resolved.About<Ticket>()!;
        var id = Survey.DocumentIdOf(ticket.Id);
        var type = SurveyKinds.Survey.Document;
        if (!settings.Enabled || await store.Get(type, organization, commit.Partition, id, cancellation) is not null)
            return commit;
        var asked = new Put<Survey>(type, id, ticket.Ask(settings, resolved.At), Expected.Absent);
        return commit with { Changes = [.. commit.Changes, asked] };
    }

    public async ValueTask<SurveySettings> SettingsOf(OrganizationId organization, CancellationToken cancellation) =>
        await store.Get(
            SurveyKinds.Settings,
            organization,
            SurveySettings.Partition,
            SurveySettings.DocumentId,
            cancellation
        )
            is { Value: var settings }
            ? settings
            : SurveySettings.Default;

    public Task<CommitResult> Set(
        OrganizationId organization,
        SurveySettings settings,
        CancellationToken cancellation
    ) =>
        store.Commit(
            new Commit(organization, SurveySettings.Partition)
            {
                Changes =
                [
                    new Put<SurveySettings>(
                        SurveyKinds.Settings,
                        SurveySettings.DocumentId,
                        settings,
                        Expected.Anything
                    ),
                ],
            },
            cancellation
        );
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
