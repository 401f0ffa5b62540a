using System.Net;
using Hub.Domain.Assets;
using Hub.Tests.Hosting;

namespace Hub.Tests.Assets;

public sealed class AssetsTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private const string Assets = "/api/v1/assets";

    private Task<string> New(object body) => hub.Admin.NewAt(Assets, body);

    private Task<Answer> Update(string path, object body) => hub.Admin.Send(HttpMethod.Put, path, body);

    [Fact]
    public async Task An_asset_that_is_added_by_hand_keeps_what_it_is_given()
    {
        await hub.Admin.HireAgents(1);
        var path = await New(
            new
            {
                name = "Laptop",
                type = "laptop",
                status = "in_stock",
                serial_number = "5CG1",
                tag = "LT-1",
                department_id = 1,
                owner_id = 1,
                owner_email = "user@company.com",
                location = "Berlin",
                vendor = "Lenovo",
                model = "T14",
                purchased_at = "2025-05-24",
                warranty_until = "2028-05-24",
                notes = "Has a dent",
            }
        );

        var read = (await hub.Admin.Get(path)).Expect(HttpStatusCode.OK).Data;

        Assert.Equal(("Laptop", "laptop"), ((string)read["name"]!, (string)read["type"]!));
        Assert.Equal(("in_stock", "manual"), ((string)read["status"]!, (string)read["source"]!));
        Assert.Equal(("5CG1", "LT-1"), ((string)read["serial_number"]!, (string)read["tag"]!));
        Assert.Equal((1, 1), ((int)read["department_id"]!, (int)read["owner_id"]!));
        Assert.Equal("2028-05-24T00:00:00.000Z", (string)read["warranty_until"]!);
        Assert.Equal(0, (int)read["ticket_count"]!);
    }

    [Fact]
    public async Task It_is_told_once_as_discovered_and_nothing_of_it_later_is_told()
    {
        var path = await New(new { name = "Printer", type = "printer" });
        var id = HeardEvents.IdOf(path);

        await Update(path, new { status = "retired" });
        await hub.Admin.Do(path, "tickets", new { ticket_id = await hub.Admin.NewTicket() });
        (await hub.Admin.Send(HttpMethod.Delete, path, null)).Expect(HttpStatusCode.NoContent);

        var told = Assert.Single(await hub.Host.EventsOf("asset", id));
        Assert.Equal("discovered", told.Fact.Action);
        Assert.Equal(("Printer", AssetSource.Manual), (told.About<Asset>()!.Name, told.About<Asset>()!.Source));
    }

    [Fact]
    public async Task A_tag_belongs_to_one_whatever_the_case_and_many_have_none()
    {
        await New(
            new
            {
                name = "One",
                type = "x",
                tag = "AB-1",
            }
        );
        var other = await New(new { name = "Other", type = "x" });
        await New(
            new
            {
                name = "Third",
                type = "x",
                tag = "",
            }
        );
        await New(
            new
            {
                name = "Fourth",
                type = "x",
                tag = "",
            }
        );

        (
            await hub.Admin.Send(
                HttpMethod.Post,
                Assets,
                new
                {
                    name = "Two",
                    type = "x",
                    tag = "ab-1",
                }
            )
        ).ExpectProblem(HttpStatusCode.Conflict, "tag_taken");
        (await Update(other, new { tag = "Ab-1" })).ExpectProblem(HttpStatusCode.Conflict, "tag_taken");
        await hub.Neighbour.NewAt(
            Assets,
            new
            {
                name = "Theirs",
                type = "x",
                tag = "AB-1",
            }
        );
    }

    [Fact]
    public async Task A_list_is_narrowed_by_type_status_department_and_text()
    {
        await New(
            new
            {
                name = "Sought",
                type = "Router",
                status = "in_repair",
                department_id = 3,
                serial_number = "XYZ-77",
            }
        );
        await New(new { name = "Another", type = "switch" });

        foreach (var query in new[] { "type=router", "status=in_repair,lost&department_id=3", "q=xyz-7&type=ROUTER" })
            Assert.Equal(
                "Sought",
                (string)
                    Assert.Single((await hub.Admin.Get($"{Assets}?{query}")).Expect(HttpStatusCode.OK).Items)!["name"]!
            );
        (await hub.Admin.Get($"{Assets}?status=gone")).ExpectInvalid("status");
    }

    [Fact]
    public async Task Its_scopes_are_its_own_and_its_tickets_are_tickets()
    {
        var path = await New(new { name = "Scoped", type = "x" });
        var ticket = await hub.Admin.NewTicket();
        var reader = await hub.Host.WithScopes("assets:read");
        var writer = await hub.Host.WithScopes("assets:write");
        var agent = await hub.Host.WithScopes("tickets:read", "tickets:write");

        (await reader.Get(path)).Expect(HttpStatusCode.OK);
        (await writer.Do(path, "tickets", new { ticket_id = ticket })).Expect(HttpStatusCode.OK);
        (await agent.Get($"{path}/tickets")).Expect(HttpStatusCode.OK);

        foreach (
            var refused in new[]
            {
                await reader.Get($"{path}/tickets"),
                await reader.Do(path, "tickets", new { ticket_id = ticket }),
                await agent.Get(path),
                await writer.Get(path),
                await reader.Send(HttpMethod.Post, $"{Assets}/discovery", new { assets = Array.Empty<object>() }),
            }
        )
            refused.ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }

    [Fact]
    public async Task A_department_that_assets_belong_to_is_not_deleted()
    {
        var department = (await hub.Admin.CreateDepartment(new { name = "With assets" })).Id;
        var path = await New(
            new
            {
                name = "Theirs",
                type = "x",
                department_id = department,
            }
        );

        var kept = await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/departments/{department}", null);
        await Update(path, """{"department_id":null}""");
        var deleted = await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/departments/{department}", null);

        kept.ExpectProblem(HttpStatusCode.Conflict, "department_in_use");
        deleted.Expect(HttpStatusCode.NoContent);
    }
}
