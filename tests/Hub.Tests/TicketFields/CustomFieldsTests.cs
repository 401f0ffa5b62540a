using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.TicketFields;

/// <summary>Declared custom fields: what tickets may have of them, in which form it is kept, and how it is found.</summary>
public sealed class CustomFieldsTests : IAsyncLifetime
{
    private const string Fields = "/api/v1/custom-fields";

    private HubHost hub = null!;

    private HubClient Admin => hub.Admin;

    public async ValueTask InitializeAsync() => hub = await HubHost.Start();

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task Declaring_takes_all_scopes_and_what_does_not_fit_is_named()
    {
        var client = await hub.WithScopes("tickets:read", "tickets:write");
        (await client.Send(HttpMethod.Post, Fields, Floor)).Expect(HttpStatusCode.Forbidden);
        (await client.Get(Fields)).Expect(HttpStatusCode.OK);

        await Declare(Floor);
        (await Admin.Send(HttpMethod.Post, Fields, Floor)).ExpectProblem(HttpStatusCode.Conflict, "key_taken");
        await Wrong("""{"key":"Big","label":"x","type":"text"}""", "key");
        await Wrong("""{"key":"big","label":"x","type":"money"}""", "type");
        await Wrong("""{"key":"big","label":"x","type":"choice"}""", "choices");
        await Wrong("""{"key":"big","label":"x","type":"text","choices":["a"]}""", "choices");
    }

    [Fact]
    public async Task Values_are_kept_in_one_form_however_they_are_written()
    {
        await DeclareAll();
        await Admin.HireAgents(1);

        var data = await New("""{"floor":"3","due":"2026-12-24T10:00:00Z","size":"LARGE","owner":"1","note":"x"}""");

        Assert.Equal(
            """{"floor":3,"due":"2026-12-24","size":"Large","owner":1,"note":"x"}""",
            data["custom_fields"]!.ToJsonString()
        );
        var changed = await Admin.UpdateTicket((long)data["id"]!, """{"custom_fields":{"size":"small","other":[1]}}""");
        Assert.Equal(
            """{"floor":3,"due":"2026-12-24","size":"Small","owner":1,"note":"x","other":[1]}""",
            changed.Expect(HttpStatusCode.OK).Data["custom_fields"]!.ToJsonString()
        );
        var told = (await hub.EventsOf((long)data["id"]!))[^1];
        Assert.Contains(told.Changes!, one => one.Field == "custom_fields.size" && one.To.GetString() == "Small");
    }

    [Theory]
    [InlineData("floor", "\"third\"")]
    [InlineData("floor", "true")]
    [InlineData("floor", "\"1e999\"")]
    [InlineData("due", "\"tomorrow\"")]
    [InlineData("due", "20261224")]
    [InlineData("size", "\"huge\"")]
    [InlineData("size", "[\"Small\"]")]
    [InlineData("owner", "99")]
    [InlineData("owner", "-1")]
    [InlineData("owner", "\"agent1@company.com\"")]
    [InlineData("note", "7")]
    public async Task A_value_that_does_not_fit_its_field_is_named(string field, string value)
    {
        await DeclareAll();
        var ticket = (long)(await New("{}"))["id"]!;
        var fields = $$"""{"{{field}}":{{value}}}""";

        (await Create(fields)).ExpectInvalid($"custom_fields.{field}");
        (await Admin.UpdateTicket(ticket, $$"""{"custom_fields":{{fields}}}""")).ExpectInvalid(
            $"custom_fields.{field}"
        );
        Assert.Equal("{}", (await Admin.GetTicket(ticket)).Data["custom_fields"]!.ToJsonString());
    }

    [Fact]
    public async Task What_is_required_is_there_from_the_beginning_and_stays()
    {
        var before = (long)(await New("{}"))["id"]!;
        var path = await Declare("""{"key":"floor","label":"Floor","type":"number","is_required":true}""");

        (await Create("{}")).ExpectInvalid("custom_fields.floor");
        (await Create("""{"floor":null}""")).ExpectInvalid("custom_fields.floor");
        (await Admin.UpdateTicket(before, new { priority = "low" })).Expect(HttpStatusCode.OK);
        var ticket = (long)(await New("""{"floor":1}"""))["id"]!;
        (await Admin.UpdateTicket(ticket, """{"custom_fields":{"floor":null}}""")).ExpectInvalid("custom_fields.floor");

        (await Admin.Send(HttpMethod.Put, path, new { is_active = false })).Expect(HttpStatusCode.OK);
        (await Create("""{"floor":"third"}""")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_nobody_declared_stays_as_it_is_unless_the_organization_is_strict()
    {
        await Declare(Floor);
        var ticket = (long)(await New("""{"Any thing":{"deep":[1]},"floor":1}"""))["id"]!;

        var settings = $"{Fields}/settings";
        Assert.False((bool)(await Admin.Get(settings)).Data["is_strict"]!);
        (await Admin.Send(HttpMethod.Put, settings, new { is_strict = true })).Expect(HttpStatusCode.OK);
        (await Create("""{"flor":1}""")).ExpectInvalid("custom_fields.flor");
        (await Admin.UpdateTicket(ticket, """{"custom_fields":{"Any thing":1}}""")).ExpectInvalid(
            "custom_fields.Any thing"
        );
        (await Admin.UpdateTicket(ticket, """{"custom_fields":{"Any thing":null}}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("""{"floor":1}""", (await Admin.GetTicket(ticket)).Data["custom_fields"]!.ToJsonString());
    }

    [Fact]
    public async Task Lists_find_by_declared_fields_and_by_ranges_of_numbers_and_dates()
    {
        await DeclareAll();
        var low = await Id("""{"floor":-2,"due":"2026-01-31","size":"Small","note":"By the DOOR"}""");
        var high = await Id("""{"floor":10.5,"due":"2026-12-24","size":"Large"}""");
        await Id("""{"note":"no floor at all"}""");

        await Finds("custom_fields[floor]=-2.0", low);
        await Finds("custom_fields[floor][from]=-2&custom_fields[floor][to]=10.5", low, high);
        await Finds("custom_fields[floor][from]=-1.9", high);
        await Finds("custom_fields[due]=2026-12-24", high);
        await Finds("custom_fields[due][to]=2026-06-30", low);
        await Finds("custom_fields[due][from]=2026-01-31&custom_fields[size]=large", high);
        await Finds("custom_fields[note]=by the door", low);
        await Finds("custom_fields[size]=Huge");
        await Finds("custom_fields%5Bfloor%5D=10.5&status=open", high);
        await Admin.UpdateTicket(low, """{"custom_fields":{"floor":10.5,"size":null}}""");
        await Finds("custom_fields[floor]=10.5", low, high);
        await Finds("custom_fields[size]=small");
    }

    [Theory]
    [InlineData("custom_fields[nothing]=1", "custom_fields[nothing]")]
    [InlineData("custom_fields[floor]=third", "custom_fields[floor]")]
    [InlineData("custom_fields[floor][above]=3", "custom_fields[floor][above]")]
    [InlineData("custom_fields[size][from]=Small", "custom_fields[size][from]")]
    [InlineData("custom_fields[due]=soon", "custom_fields[due]")]
    [InlineData("custom_fields=3", "custom_fields")]
    [InlineData("custom_fields[floor", "custom_fields[floor")]
    [InlineData("custom_fields[a][b][c]=3", "custom_fields[a][b][c]")]
    public async Task A_condition_that_means_nothing_is_refused(string query, string field)
    {
        await DeclareAll();

        (await Admin.ListTickets(query)).ExpectInvalid(field);
    }

    [Fact]
    public async Task A_field_that_tickets_have_is_not_deleted_but_deactivated()
    {
        var path = await Declare(Floor);
        var ticket = await Id("""{"floor":3}""");

        (await Admin.Send(HttpMethod.Delete, path, null)).ExpectProblem(HttpStatusCode.Conflict, "custom_field_in_use");
        (await Admin.Send(HttpMethod.Put, path, new { is_active = false })).Expect(HttpStatusCode.OK);
        await Finds("custom_fields[floor]=3", ticket);
        await Admin.UpdateTicket(ticket, """{"custom_fields":{"floor":null}}""");
        (await Admin.Send(HttpMethod.Delete, path, null)).Expect(HttpStatusCode.NoContent);
        (await Admin.ListTickets("custom_fields[floor]=3")).ExpectInvalid("custom_fields[floor]");
    }

    [Fact]
    public async Task Another_organization_s_fields_are_not_ours()
    {
        var path = await Declare("""{"key":"floor","label":"Floor","type":"number","is_required":true}""");
        var outsider = await hub.OpenOrganization("OTHER");

        (await outsider.Get(path)).Expect(HttpStatusCode.NotFound);
        (await outsider.CreateTicket()).Expect(HttpStatusCode.Created);
        (await outsider.ListTickets("custom_fields[floor]=3")).ExpectInvalid("custom_fields[floor]");
    }

    private const string Floor = """{"key":"floor","label":"Floor","type":"number"}""";

    private async Task DeclareAll()
    {
        await Declare(Floor);
        await Declare("""{"key":"due","label":"Needed by","type":"date"}""");
        await Declare("""{"key":"size","label":"Size","type":"choice","choices":["Small","Large"]}""");
        await Declare("""{"key":"owner","label":"Owner","type":"person","people":"agents"}""");
        await Declare("""{"key":"note","label":"Note","type":"text"}""");
    }

    private Task<string> Declare(string field) => Admin.NewAt(Fields, field);

    private async Task Wrong(string body, string field) =>
        (await Admin.Send(HttpMethod.Post, Fields, body)).ExpectInvalid(field);

    private Task<Answer> Create(string fields) =>
        Admin.CreateTicket(
            $$"""{"subject":"s","description":"d","requester_email":"user@company.com","custom_fields":{{fields}}}"""
        );

    private async Task<JsonNode> New(string fields) => (await Create(fields)).Expect(HttpStatusCode.Created).Data;

    private async Task<long> Id(string fields) => (long)(await New(fields))["id"]!;

    private async Task Finds(string query, params long[] tickets) =>
        Assert.Equal(
            tickets.Order(),
            (await Admin.ListTickets(query)).Expect(HttpStatusCode.OK).Items.Select(one => (long)one!["id"]!).Order()
        );
}
