using System.Net;
using System.Text.RegularExpressions;
using Hub.Bootstrap;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Bootstrap;

public sealed partial class FirstStartTests : IDisposable
{
    private readonly string folder = HubHost.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_first_token_is_shown_once_and_keeps_working()
    {
        var shown = await StartAndStop("--Hub:Bootstrap:Token=");
        var again = await StartAndStop("--Hub:Bootstrap:Token=");

        var token = Token().Match(shown).Value;
        Assert.Contains("curl -X POST", shown);
        Assert.Empty(again);
        await using var host = await HubHost.StartIn(folder, null, "--Hub:Bootstrap:Token=");
        (await host.As(token).CreateTicket()).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_given_token_works_after_every_start_and_is_not_shown()
    {
        var shown = await StartAndStop("--Hub:Bootstrap:Token=5|five");
        await using var host = await HubHost.StartIn(folder, null, "--Hub:Bootstrap:Token=5|changed");

        Assert.Empty(shown);
        (await host.As("5|changed").ListTickets()).Expect(HttpStatusCode.OK);
        (await host.As("5|five").ListTickets()).Expect(HttpStatusCode.Unauthorized);
        Assert.Single((await host.As("5|changed").Get("/api/v1/tokens")).Items);
    }

    [Fact]
    public async Task A_bare_secret_is_a_token_by_itself()
    {
        await using var host = await HubHost.StartIn(folder, null, "--Hub:Bootstrap:Token=bare");

        (await host.As("bare").CreateTicket()).Expect(HttpStatusCode.Created);
        (await host.As("0|bare").ListTickets()).Expect(HttpStatusCode.OK);
        (await host.As("other").ListTickets()).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task New_tokens_pass_over_the_number_of_the_given_one()
    {
        await using var host = await HubHost.StartIn(folder, null, "--Hub:Bootstrap:Token=1|one");

        var created = await host.As("1|one").CreateToken(new { name = "Second" });

        Assert.NotEqual(1, created.Expect(HttpStatusCode.Created).Id);
        (await host.As("1|one").ListTickets()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_given_token_never_takes_the_number_of_another()
    {
        await using (var host = await HubHost.StartIn(folder, null))
            Assert.Equal(2, (await host.Admin.CreateToken(new { name = "Mine" })).Id);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            HubHost.StartIn(folder, null, "--Hub:Bootstrap:Token=2|two")
        );

        Assert.Contains("Mine", refused.Message);
    }

    [Fact]
    public async Task The_organization_is_as_configured()
    {
        await using var host = await HubHost.StartIn(folder, null, "--Hub:Bootstrap:Prefix=INIT");

        Assert.StartsWith("INIT-", (string)(await host.Admin.CreateTicket()).Data["code"]!);
    }

    [Fact]
    public async Task What_was_stored_is_there_after_a_restart()
    {
        long id;
        await using (var host = await HubHost.StartIn(folder, null))
            id = await host.Admin.NewTicket();

        await using var again = await HubHost.StartIn(folder, null);

        (await again.Admin.GetTicket(id)).Expect(HttpStatusCode.OK);
        Assert.True(await again.Admin.NewTicket() > id);
    }

    private async Task<string> StartAndStop(string token)
    {
        var app = HubHost.Create(folder, null, token);
        var output = new StringWriter();
        app.Services.GetRequiredService<TokenBanner>().Output = output;
        await HubApplication.Prepare(app);
        // Not before the port is taken: a banner above a start that fails helps nobody.
        Assert.Empty(output.ToString());
        await app.StartAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        return output.ToString();
    }

    [GeneratedRegex(@"\d+\|[A-Za-z0-9]{40}")]
    private static partial Regex Token();
}
