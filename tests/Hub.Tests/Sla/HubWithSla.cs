using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hub.Domain.Events;
using Hub.Ports.Queue;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Sla;

/// <summary>A hub whose clock the test drives, and which may be stopped and started again in its folder.</summary>
public sealed class HubWithSla : IAsyncDisposable
{
    /// <summary>What is due within it comes in its order.</summary>
    private static readonly TimeSpan Seen = TimeSpan.FromHours(3);

    private readonly string folder = HubHost.NewFolder();

    private readonly Action<WebApplicationBuilder> configure;

    private HubWithSla(FakeTimeProvider clock, Action<WebApplicationBuilder>? configure) =>
        (Clock, this.configure) = (clock, configure ?? (_ => { }));

    internal FakeTimeProvider Clock { get; }

    internal HubHost Host { get; private set; } = null!;

    internal HubClient Admin => Host.Admin;

    internal static async Task<HubWithSla> Start(
        FakeTimeProvider? clock = null,
        Action<WebApplicationBuilder>? configure = null
    )
    {
        var hub = new HubWithSla(clock ?? new(Samples.Morning), configure);
        await hub.Open();
        return hub;
    }

    internal Task Restart() => Restart(TimeSpan.Zero);

    /// <summary>It is down for so long.</summary>
    internal async Task Restart(TimeSpan down)
    {
        await Host.DisposeAsync();
        Clock.Advance(down);
        await Open();
    }

    internal async Task<long> NewPolicy(object fields)
    {
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(fields))!.AsObject();
        body["name"] ??= $"Policy {Guid.NewGuid():N}";
        return (await Admin.Send(HttpMethod.Post, "/api/v1/sla/policies", body)).Expect(HttpStatusCode.Created).Id;
    }

    internal async Task<JsonNode?> SlaOf(long ticket) => (await Admin.GetTicket(ticket)).Data["sla"];

    /// <summary>Lets so much time pass at once; of a long time, the clocks of what goes round in the background see its end alone.</summary>
    internal void Pass(TimeSpan span)
    {
        if (span > Seen)
            Clock.AdjustTime(Clock.GetUtcNow() + (span - Seen));
        Clock.Advance(span < Seen ? span : Seen);
        Host.App.Services.GetRequiredService<IQueue>().RoomChanged();
    }

    internal void Pass(double minutes) => Pass(TimeSpan.FromMinutes(minutes));

    /// <summary>Goes on to the time, by UTC.</summary>
    internal void PassTo(string time) =>
        Pass(DateTimeOffset.Parse($"{time}Z", CultureInfo.InvariantCulture) - Clock.GetUtcNow());

    /// <summary>Until all that is due and on the queue has been dealt with; one engine puts timers there after the commit.</summary>
    internal async Task Settle()
    {
        var queue = Host.App.Services.GetRequiredService<IQueue>();
        await Wait.For(
            async () =>
            {
                queue.RoomChanged();
                return await queue.Depth(TestContext.Current.CancellationToken);
            },
            depth => depth is { Ready: 0, Leased: 0 }
        );
    }

    internal async Task PassAndSettle(double minutes)
    {
        Pass(minutes);
        await Settle();
    }

    /// <summary>What was told of the ticket's deadlines: the fact, which deadline, and so many minutes after the morning.</summary>
    internal async Task<string[]> AlertsOf(long ticket) =>
        [
            .. (await Host.EventsOf(ticket))
                .Where(one => one.Fact.Kind == "sla" || one.Fact.Action == "escalated")
                .Select(Text),
        ];

    /// <summary>Until so much was told, which is all of it then.</summary>
    internal async Task<string[]> AlertsOf(long ticket, int count) =>
        await Wait.For(
            async () =>
            {
                await Settle();
                return await AlertsOf(ticket);
            },
            alerts => alerts.Length >= count
        );

    /// <summary>What was told of the ticket's expected date, and of its being left alone: what, and when.</summary>
    internal async Task<string[]> ToldOf(long ticket) =>
        [
            .. (await Host.EventsOf(ticket))
                .Where(one => one.Fact.Kind == "expected_date" || one.Fact.Action == "idle")
                .Select(one => $"{one.Fact.Action} {one.At:yyyy-MM-ddTHH:mm:ss}"),
        ];

    /// <summary>Until so much was told, which is all of it then.</summary>
    internal async Task<string[]> ToldOf(long ticket, int count) =>
        await Wait.For(
            async () =>
            {
                await Settle();
                return await ToldOf(ticket);
            },
            told => told.Length >= count
        );

    /// <summary>What alerts there are, from now on.</summary>
    internal async Task WantAlerts(object settings)
    {
        (await Admin.Send(HttpMethod.Put, "/api/v1/alerts/settings", settings)).Expect(HttpStatusCode.OK);
        await Settle();
    }

    /// <summary>Goes on to the time, by UTC, and until what is due then is done.</summary>
    internal async Task GoTo(string time)
    {
        PassTo(time);
        await Settle();
    }

    private static string Text(HubEvent happened) =>
        $"{happened.Fact.Action} {happened.About<Domain.Tickets.Ticket>()!.Sla!.Alert!.Target} {(happened.At - Samples.Morning).TotalMinutes}";

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Open() => Host = await HubHost.StartIn(folder, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(Clock);
            configure(builder);
        });
}
