using System.Net;
using System.Text.RegularExpressions;
using Hub.Bootstrap;
using Hub.Domain.Tokens;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Hub.Tests.Portal;
using Hub.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Bootstrap;

public sealed partial class FirstStartTests : IDisposable
{
    private const string Five = "five-of-thirty-two-characters-and-more";
    private const string Changed = "changed-of-thirty-two-characters-and-more";

    private readonly string folder = HubHost.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_first_token_is_in_a_file_of_its_own_and_only_its_place_is_shown()
    {
        var shown = await StartAndStop("--Hub:Bootstrap:Token=");
        var again = await StartAndStop("--Hub:Bootstrap:Token=");

        var file = Path.Combine(folder, "first-token");
        var token = (await File.ReadAllTextAsync(file)).Trim();
        Assert.Matches(Token(), token);
        Assert.DoesNotMatch(Token(), shown);
        Assert.Contains(file, shown);
        Assert.Contains("curl -X POST", shown);
        Assert.Empty(again);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await using var host = await HubHost.StartIn(folder, null, "--Hub:Bootstrap:Token=");
        (await host.As(token).CreateTicket()).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task It_prints_a_link_that_signs_in_to_the_pages_after_a_restart_too()
    {
        var shown = await StartAndStop("--Hub:Bootstrap:Token=");
        var link = SignInLink().Match(shown).Value;
        await using var host = await HubHost.StartIn(folder, null, "--Hub:Bootstrap:Token=");
        using var browser = new Browser(host);

        (await browser.Send(link, link)).Expect(HttpStatusCode.Redirect);

        (await browser.Get("/app/tickets")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_pages_it_prints_no_link() =>
        Assert.DoesNotContain("/app/", await StartAndStop("--Hub:Bootstrap:Token=", "--Portal:Enabled=false"));

    [Fact]
    public async Task In_development_it_is_shown_once_too()
    {
        var shown = await StartAndStop("--Hub:Bootstrap:Token=", "--environment=Development");

        var token = Token().Match(shown).Value;
        Assert.Equal(token, (await File.ReadAllTextAsync(Path.Combine(folder, "first-token"))).Trim());
        Assert.Empty(await StartAndStop("--Hub:Bootstrap:Token=", "--environment=Development"));
    }

    [Fact]
    public async Task A_given_token_works_after_every_start_and_is_not_shown()
    {
        var shown = await StartAndStop($"--Hub:Bootstrap:Token=5|{Five}");
        await using var host = await HubHost.StartIn(folder, null, $"--Hub:Bootstrap:Token=5|{Changed}");

        Assert.Empty(shown);
        Assert.False(File.Exists(Path.Combine(folder, "first-token")));
        (await host.As($"5|{Changed}").ListTickets()).Expect(HttpStatusCode.OK);
        (await host.As($"5|{Five}").ListTickets()).Expect(HttpStatusCode.Unauthorized);
        Assert.Single((await host.As($"5|{Changed}").Get("/api/v1/tokens")).Items);
    }

    [Fact]
    public async Task A_changed_token_takes_the_place_of_the_one_before_under_another_number_too()
    {
        await StartAndStop($"--Hub:Bootstrap:Token=5|{Five}");
        await StartAndStop($"--Hub:Bootstrap:Token=6|{Changed}");
        await using (var host = await HubHost.StartIn(folder, null, $"--Hub:Bootstrap:Token={Changed}"))
        {
            (await host.As(Changed).ListTickets()).Expect(HttpStatusCode.OK);
            (await host.As($"6|{Changed}").ListTickets()).Expect(HttpStatusCode.Unauthorized);
            (await host.As($"5|{Five}").ListTickets()).Expect(HttpStatusCode.Unauthorized);
        }
        await using var back = await HubHost.StartIn(folder, null, $"--Hub:Bootstrap:Token=5|{Five}");
        (await back.As($"5|{Five}").ListTickets()).Expect(HttpStatusCode.OK);
        (await back.As(Changed).ListTickets()).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_revoked_token_stays_revoked_whatever_was_configured_between()
    {
        await using (var host = await HubHost.StartIn(folder, null, $"--Hub:Bootstrap:Token=5|{Five}"))
        {
            var five = host.As($"5|{Five}");
            (await five.Send(HttpMethod.Delete, "/api/v1/tokens/5", null)).Expect(HttpStatusCode.NoContent);
            (await five.ListTickets()).Expect(HttpStatusCode.Unauthorized);
        }
        foreach (var given in (string[])[$"5|{Five}", $"5|{Five}", $"6|{Changed}", $"5|{Five}"])
        {
            await using var host = await HubHost.StartIn(folder, null, $"--Hub:Bootstrap:Token={given}");
            (await host.As($"5|{Five}").ListTickets()).Expect(HttpStatusCode.Unauthorized);
            (await host.As($"6|{Changed}").ListTickets()).Expect(
                given.StartsWith('6') ? HttpStatusCode.OK : HttpStatusCode.Unauthorized
            );
        }
    }

    [Fact]
    public async Task A_revoked_provider_token_stays_revoked_and_a_changed_one_ends()
    {
        string[] With(string secret) => [$"--Hub:Bootstrap:ScimToken={secret}"];
        await using (var host = await HubHost.StartIn(folder, null, With(Five)))
            (await Provider(host, Five)).Expect(HttpStatusCode.OK);
        await using (var host = await HubHost.StartIn(folder, null, With(Changed)))
        {
            (await Provider(host, Changed)).Expect(HttpStatusCode.OK);
            (await Provider(host, Five)).Expect(HttpStatusCode.Unauthorized);
            var id = (long)Assert.Single((await host.Admin.Get("/api/v1/scim-tokens")).Items)!["id"]!;
            (await host.Admin.Send(HttpMethod.Delete, $"/api/v1/scim-tokens/{id}", null)).Expect(
                HttpStatusCode.NoContent
            );
        }
        await using var again = await HubHost.StartIn(folder, null, With(Changed));
        (await Provider(again, Changed)).Expect(HttpStatusCode.Unauthorized);

        static Task<Answer> Provider(HubHost host, string secret) => host.As(secret).Get("/scim/v2/Users");
    }

    [Fact]
    public async Task A_bare_secret_is_a_token_by_itself()
    {
        await using var host = await HubHost.StartIn(folder, null, $"--Hub:Bootstrap:Token={Five}");

        (await host.As(Five).CreateTicket()).Expect(HttpStatusCode.Created);
        (await host.As($"0|{Five}").ListTickets()).Expect(HttpStatusCode.OK);
        (await host.As("other").ListTickets()).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Numbers_of_given_tokens_are_nobody_s_so_that_no_token_is_in_their_way()
    {
        await using (var host = await HubHost.StartIn(folder, null))
        {
            var tenant = await host.OpenOrganization("OTHER");
            foreach (var name in (string[])["Mine", "Bootstrap"])
                Assert.True((await tenant.CreateToken(new { name })).Expect(HttpStatusCode.Created).Id > 999);
        }
        await using var again = await HubHost.StartIn(folder, null, $"--Hub:Bootstrap:Token=2|{Five}");
        (await again.As($"2|{Five}").ListTickets()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_number_that_somebody_got_in_former_times_stops_no_start_and_stays_theirs()
    {
        string theirs;
        await using (var host = await HubHost.StartIn(folder, null))
        {
            var tenant = await host.OpenOrganization("OTHER");
            var made = new ApiToken
            {
                Id = 7,
                Organization = await host.OrganizationOf(tenant),
                Name = "Bootstrap",
                SecretHash = ApiToken.Hash(Changed),
                Abilities = [],
                CreatedAt = DateTimeOffset.UtcNow,
            };
            await host.Store.Commit(TokenDocuments.Write(made, Expected.Absent), default);
            theirs = $"7|{Changed}";
        }
        await using var again = await HubHost.StartIn(folder, null, $"--Hub:Bootstrap:Token=7|{Five}");
        (await again.As(theirs).ListTickets()).Expect(HttpStatusCode.OK);
        (await again.As($"7|{Five}").ListTickets()).Expect(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Token", "x")]
    [InlineData("Token", "5|a-secret-of-thirty-one-characte")]
    [InlineData("Token", "1000|a-secret-of-thirty-two-characters-and-more")]
    [InlineData("ScimToken", "x")]
    public async Task A_token_that_could_be_guessed_or_is_out_of_place_stops_the_start(string setting, string value)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() =>
            HubHost.StartIn(folder, null, $"--Hub:Bootstrap:{setting}={value}")
        );

        Assert.Contains($"Hub:Bootstrap:{setting}", StartRefusal.Explain(refused));
    }

    [Fact]
    public async Task On_a_developer_s_machine_it_may_be_short()
    {
        await using var host = await HubHost.StartIn(
            folder,
            null,
            "--environment=Development",
            "--Hub:Bootstrap:Token=1|try-me"
        );

        (await host.As("1|try-me").ListTickets()).Expect(HttpStatusCode.OK);
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

    private async Task<string> StartAndStop(params string[] settings)
    {
        var app = HubHost.Create(folder, null, settings);
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

    [GeneratedRegex(@"/app/sign-in/\S+")]
    private static partial Regex SignInLink();

    [GeneratedRegex(@"\d+\|[A-Za-z0-9]{40}")]
    private static partial Regex Token();
}
