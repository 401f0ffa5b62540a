using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Wire;

/// <summary>One rule each for case, length and blanks, whatever the field.</summary>
public sealed class TextRulesTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private const string Sharp = "Straße \u212Aap ΣΟΦΟΣ";
    private const string Same = "STRASSE kAP σοφος";

    [Theory]
    [InlineData("/api/v1/departments", "name", "name")]
    [InlineData("/api/v1/roles", "name", "name")]
    [InlineData("/api/v1/users", "user_name", "user_name")]
    public async Task A_name_that_must_be_unique_is_so_whatever_its_case(string list, string field, string told)
    {
        object Body(string name) =>
            field == "name"
                ? new { name }
                : new
                {
                    name,
                    user_name = name,
                    email = $"{Guid.NewGuid():N}@company.com",
                };
        (await hub.Admin.Send(HttpMethod.Post, list, Body(Sharp))).Expect(HttpStatusCode.Created);

        var again = await hub.Admin.Send(HttpMethod.Post, list, Body(Same));

        again.Expect(HttpStatusCode.Conflict);
        Assert.Contains(told, again.Code);
    }

    [Fact]
    public async Task Lists_find_texts_whatever_their_case()
    {
        var mail = $"{Guid.NewGuid():N}.straße@company.com";
        var made = await hub.Admin.CreateTicket(
            new
            {
                subject = Sharp,
                description = "A",
                requester_email = mail,
                tags = new[] { "Größe", "GRÖSSE", " größe " },
            }
        );

        Assert.Equal("Größe", (string?)Assert.Single(made.Expect(HttpStatusCode.Created).Data["tags"]!.AsArray()));
        foreach (
            var query in new[]
            {
                $"requester_email={mail.ToUpperInvariant().Replace("ß", "SS")}",
                "tag=gRÖSSE",
                $"q={Uri.EscapeDataString("strasse kap σοφο")}",
            }
        )
            Assert.Contains((await hub.Admin.ListTickets(query)).Items, one => (long)one!["id"]! == made.Id);
    }

    [Fact]
    public async Task Characters_are_counted_as_code_points()
    {
        var longest = string.Concat(Enumerable.Repeat("\U0001F600", 255));
        object Ticket(string subject) =>
            new
            {
                subject,
                description = "A",
                requester_email = "a@b.c",
            };

        (await hub.Admin.CreateTicket(Ticket(longest))).Expect(HttpStatusCode.Created);
        var tooLong = await hub.Admin.CreateTicket(Ticket(longest + "e"));
        (await hub.Admin.Send(HttpMethod.Post, "/api/v1/users", new { name = longest, email = "a@b.c" })).Expect(
            HttpStatusCode.Created
        );
        (await hub.Admin.Send(HttpMethod.Post, "/api/v1/companies", new { name = longest[..400] })).Expect(
            HttpStatusCode.Created
        );

        Assert.Contains("this has 256", tooLong.ErrorsOf("subject")[0]);
    }

    [Fact]
    public async Task Blanks_around_a_text_are_no_part_of_it()
    {
        const string Blank = " \u00A0\u3000\t";
        var ticket = await hub.Admin.CreateTicket(
            new
            {
                subject = $"{Blank}A b{Blank}",
                description = $"{Blank}C{Blank}",
                requester_email = $"{Blank}a@b.c{Blank}",
                requester_name = $"{Blank}D{Blank}",
                priority = " high ",
                custom_fields = new { kept = $"{Blank}E{Blank}" },
            }
        );
        var reply = await hub.Admin.AddReply(ticket.Id, new { body = $"{Blank}F{Blank}" });
        var company = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/companies",
            new { name = $"{Blank}{Guid.NewGuid()}{Blank}" }
        );
        var nothing = await hub.Admin.CreateTicket(
            new
            {
                subject = Blank,
                description = "A",
                requester_email = "a@b.c",
            }
        );

        var data = ticket.Expect(HttpStatusCode.Created).Data;
        Assert.Equal(
            ["A b", "C", "a@b.c", "D", "high"],
            new[] { "subject", "description", "requester_email", "requester_name", "priority" }.Select(name =>
                (string)data[name]!
            )
        );
        Assert.Equal($"{Blank}E{Blank}", (string)data["custom_fields"]!["kept"]!);
        Assert.Equal("F", (string)reply.Data["body"]!);
        Assert.Equal(36, ((string)company.Expect(HttpStatusCode.Created).Data["name"]!).Length);
        nothing.ExpectInvalid("subject");
        Assert.Contains((await hub.Admin.ListTickets("requester_email=%20a%40b.c%20")).Items, one =>
            (long)one!["id"]! == ticket.Id
        );
    }

    [Theory]
    [InlineData("2099-01-01T00:00:00", "2099-01-01T00:00:00.000Z")]
    [InlineData("20990101T000000", "2099-01-01T00:00:00.000Z")]
    [InlineData("2099-01-01", "2099-01-01T00:00:00.000Z")]
    [InlineData("2099-01-01T00:00:00+02:00", "2098-12-31T22:00:00.000Z")]
    public async Task A_date_in_a_body_is_UTC_where_it_names_no_zone(string given, string shown)
    {
        var token = await hub.Admin.CreateToken(new { name = "Dated", expires_at = given });
        var booking = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/bookings",
            new
            {
                title = "A",
                contact_email = "a@b.c",
                starts_at = given,
                ends_at = given,
            }
        );

        Assert.Equal(shown, (string)token.Expect(HttpStatusCode.Created).Data["expires_at"]!);
        Assert.Equal(shown, (string)booking.Expect(HttpStatusCode.Created).Data["starts_at"]!);
    }

    [Fact]
    public async Task A_secret_is_taken_with_its_blanks()
    {
        var webhook = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/webhooks",
            new
            {
                url = "https://receiver.example.com/blanks",
                events = new[] { "*" },
                secret = " 123456 ",
            }
        );
        var tooShort = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/webhooks",
            new
            {
                url = "https://receiver.example.com/blanks",
                events = new[] { "*" },
                secret = "",
            }
        );

        webhook.Expect(HttpStatusCode.Created);
        tooShort.ExpectInvalid("secret");
    }

    [Fact]
    public async Task A_record_of_a_table_is_told_which_of_its_members_were_not_read_at_any_depth()
    {
        var made = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/companies",
            new JsonObject
            {
                ["name"] = $"{Guid.NewGuid()}",
                ["nmae"] = 1,
                ["other"] = null,
            }.ToJsonString()
        );

        var warnings = made.Expect(HttpStatusCode.Created).Json["warnings"]!.AsArray();
        Assert.Equal(["nmae", "other"], warnings.Select(one => (string)one!["field"]!));
        Assert.Contains("did you mean name?", (string)warnings[0]!["message"]!);
    }
}
