using System.Net;
using Hub.Portal.Sessions;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Portal;

/// <summary>What time ends.</summary>
public sealed class SessionTimeTests(HubWithFakeClock hub) : IClassFixture<HubWithFakeClock>
{
    [Fact]
    public async Task A_session_ends_after_eight_idle_hours_and_after_a_day()
    {
        using var idle = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        using var busy = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        for (var hours = 0; hours < 21; hours += 7)
        {
            hub.Clock.Advance(TimeSpan.FromHours(7));
            (await busy.Get("/app/tickets")).Expect(HttpStatusCode.OK);
        }

        (await idle.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
        hub.Clock.Advance(TimeSpan.FromHours(3));
        (await busy.Get("/app/tickets")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_link_is_good_for_an_hour()
    {
        var link = hub.Host.App.Services.GetRequiredService<SignInLinks>().PathFor(HubHost.FirstToken)!;
        using var browser = new Browser(hub.Host);
        (await browser.Get(link)).Expect(HttpStatusCode.OK);

        hub.Clock.Advance(TimeSpan.FromHours(1));

        (await browser.Get(link)).Expect(HttpStatusCode.Gone);
    }
}
