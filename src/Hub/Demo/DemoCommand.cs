using System.CommandLine;
using System.Diagnostics;
using Hub.Bootstrap;
using Hub.CommandLine;
using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Hub.Offline;
using Hub.Surveys;
using Hub.Tickets;

namespace Hub.Demo;

/// <summary><c>demo</c>: a month of a helpdesk's work to look at, and work that goes on.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var organization = new Option<string?>("--organization")
        {
            Description =
                "The prefix of the organization that is filled; the oldest if not given, and made if there is none.",
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The same seed makes the same month.",
            DefaultValueFactory = _ => 1,
        };
        var force = new Option<bool>("--force")
        {
            Description = "Adds a month to an organization that has tickets already.",
        };
        var live = new Option<bool>("--live")
        {
            Description =
                "Then starts the hub, and has tickets come in and move on until Ctrl+C; webhooks are told. An organization that has tickets "
                + "is not filled again.",
        };
        var pace = new Option<double>("--pace")
        {
            Description = "Seconds from one thing that happens to the next, with --live.",
            DefaultValueFactory = _ => 4,
        };
        var steps = new Option<int>("--steps") { Description = "Ends after so many of these; 0 for never." };
        pace.Validators.Add(result => Bound(result, result.GetValueOrDefault<double>() is >= 0 and <= 3_600));
        steps.Validators.Add(result => Bound(result, result.GetValueOrDefault<int>() is >= 0));
        var command = new Command(
            "demo",
            "Fills an organization with a believable month of work: people, tickets and what was done about them, at times of the past "
                + "month. No webhook is told of it."
                + StoreCommand.Settings
        )
        {
            organization,
            seed,
            force,
            live,
            pace,
            steps,
        };
        command.SetStoreAction(
            "Stop the hub, fill it, and start it again.",
            async (parsed, app, cancellation) =>
            {
                await HubApplication.Prepare(app, cancellation);
                var hub = new OfflineHub(app, DemoHands.Command);
                var into = await hub.Open(parsed.GetValue(organization), cancellation);
                var isEmpty = await IsEmpty(hub, into, cancellation);
                if (!isEmpty && !parsed.GetValue(force) && !parsed.GetValue(live))
                    throw new StartRefusedException(
                        $"{into.Name} ({into.Prefix}) has tickets already; --force adds a month to them, and --live lets work go on."
                    );
                if (isEmpty || parsed.GetValue(force))
                    await Fill(
                        app,
                        hub,
                        into,
                        parsed.GetValue(seed),
                        parsed.InvocationConfiguration.Output,
                        cancellation
                    );
                return 0;
            },
            OfflineHub.Configure,
            then: async (parsed, settings, cancellation) =>
            {
                if (!parsed.GetValue(live))
                    return 0;
                await using var app = HubApplication.Create(settings);
                await new DemoLive(app, parsed.GetValue(seed), parsed.InvocationConfiguration.Output).Run(
                    parsed.GetValue(organization),
                    TimeSpan.FromSeconds(parsed.GetValue(pace)),
                    parsed.GetValue(steps),
                    cancellation
                );
                return 0;
            }
        );
        return command;
    }

    private static void Bound(System.CommandLine.Parsing.OptionResult result, bool holds)
    {
        if (!holds)
            result.AddError($"{result.IdentifierToken?.Value} is out of bounds.");
    }

    private static async Task<bool> IsEmpty(OfflineHub hub, Organization organization, CancellationToken cancellation)
    {
        await foreach (var _ in hub.Api.Pages("/api/v1/tickets", hub.CallerOf(organization), cancellation))
            return false;
        return true;
    }

    private static async Task Fill(
        WebApplication app,
        OfflineHub hub,
        Organization organization,
        int seed,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        var watch = Stopwatch.StartNew();
        var now = DateTimeOffset.UtcNow;
        var plan = DemoPlan.Of(seed, now);
        var hands = new DemoHands(hub.Api, organization, hub.Clock);
        var desk = new DemoDesk(hands, WorkingWeek.At(plan.FirstDay, 0));
        var services = app.Services;
        var stories = new DemoStories(
            hands,
            hub,
            desk,
            services.GetServices<IQueueHandler>().OfType<TicketTimers>().Single(),
            services.GetRequiredService<SurveyLinks>(),
            services.GetRequiredService<SurveyAnswers>()
        );
        var records = new DemoRecords(hands, plan, now);
        await desk.SetUp(cancellation);
        var rotation = await records.Stock(cancellation);
        var numbers = await stories.Run(plan.Tickets, cancellation);
        await records.Happen(numbers, rotation, cancellation);
        hub.Clock.Set(null);
        var summary = new DemoSummary(hands, services.GetRequiredService<FirstTokenFile>(), output);
        await summary.Write(plan, seed, watch.Elapsed, cancellation);
    }
}
