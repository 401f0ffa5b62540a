using System.Net;
using Hub.Domain.Assets;
using Hub.Tests.Hosting;

namespace Hub.Tests.Assets;

/// <summary>What a discovery reports, as often as it likes.</summary>
public sealed class DiscoveryTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private const string Path = "/api/v1/assets/discovery";

    private Task<Answer> Report(params object?[] assets) => hub.Admin.Send(HttpMethod.Post, Path, new { assets });

    private static object Row(string key, string name = "Laptop", string? tag = null) =>
        new
        {
            external_key = key,
            name,
            type = "laptop",
            tag,
        };

    private static string[] Results(Answer report) =>
        [.. report.Expect(HttpStatusCode.OK).Data["rows"]!.AsArray().Select(row => (string)row!["result"]!)];

    private static long IdIn(Answer report, int row) => (long)report.Data["rows"]![row]!["asset_id"]!;

    [Fact]
    public async Task What_is_new_is_added_and_what_is_known_is_changed_or_stays()
    {
        var first = await Report(Row("a:1"), Row("a:2"));
        var second = await Report(Row("a:1"), Row("a:2", "Renamed"), Row("a:3"));
        var third = await Report(Row("a:1"), Row("a:2", "Renamed"), Row("a:3"));

        Assert.Equal(["created", "created"], Results(first));
        Assert.Equal(["unchanged", "updated", "created"], Results(second));
        Assert.Equal(["unchanged", "unchanged", "unchanged"], Results(third));
        Assert.Equal(
            (1, 1, 1, 0),
            (
                (int)second.Data["created"]!,
                (int)second.Data["updated"]!,
                (int)second.Data["unchanged"]!,
                (int)second.Data["refused"]!
            )
        );
        Assert.Equal(IdIn(first, 1), IdIn(third, 1));
        var read = (await hub.Admin.Get($"/api/v1/assets/{IdIn(third, 1)}")).Data;
        Assert.Equal(("Renamed", "discovery", "a:2"), (Text("name"), Text("source"), Text("external_key")));

        string Text(string field) => (string)read[field]!;
    }

    [Fact]
    public async Task Only_what_is_new_is_told()
    {
        var id = IdIn(await Report(Row("b:1")), 0);
        await Report(Row("b:1", "Renamed"));
        await Report(Row("b:1", "Renamed"));

        var told = Assert.Single(await hub.Host.EventsOf("asset", id));

        Assert.Equal("discovered", told.Fact.Action);
        Assert.Equal(("b:1", AssetSource.Discovery), (told.About<Asset>()!.ExternalKey, told.About<Asset>()!.Source));
    }

    [Fact]
    public async Task What_a_report_leaves_out_stays()
    {
        var id = IdIn(await Report(Row("c:1", tag: "C-1")), 0);
        await hub.Admin.Send(HttpMethod.Put, $"/api/v1/assets/{id}", new { location = "Berlin", status = "in_repair" });

        Assert.Equal(["unchanged"], Results(await Report(Row("c:1"))));

        var read = (await hub.Admin.Get($"/api/v1/assets/{id}")).Data;
        Assert.Equal(("C-1", "Berlin"), ((string)read["tag"]!, (string)read["location"]!));
        Assert.Equal("in_repair", (string)read["status"]!);
    }

    [Fact]
    public async Task A_row_that_does_not_hold_is_refused_with_its_reasons_and_keeps_none_of_the_others_out()
    {
        await Report(Row("d:0", tag: "TAKEN"));
        var report = await Report(
            new { external_key = "d:1" },
            Row("d:2", tag: "taken"),
            new
            {
                external_key = "d:3",
                name = "x",
                type = "x",
                department_id = 4711,
                owner_id = 4711,
            },
            Row("d:4"),
            Row("d:4", "Twice"),
            null,
            new
            {
                external_key = "d:5",
                name = "x",
                type = "x",
                serial = "7",
            }
        );

        Assert.Equal(["refused", "refused", "refused", "created", "refused", "refused", "created"], Results(report));
        Assert.Equal(["name", "type"], Errors(0));
        Assert.Equal(["tag"], Errors(1));
        Assert.Equal(["department_id", "owner_id"], Errors(2));
        Assert.Equal(["external_key"], Errors(4));
        var warning = Assert.Single(report.Data["rows"]![6]!["warnings"]!.AsArray())!;
        Assert.Equal("serial", (string)warning["field"]!);

        IEnumerable<string> Errors(int row) =>
            report.Data["rows"]![row]!["errors"]!.AsObject().Select(one => one.Key).Order();
    }

    [Fact]
    public async Task The_same_asset_reported_twice_at_the_same_moment_is_one()
    {
        object[] rows = [.. Enumerable.Range(0, 20).Select(row => Row($"e:{row}"))];

        var reports = await Task.WhenAll(Report(rows), Report(rows), Report(rows));

        var ids = reports.Select(report => Enumerable.Range(0, 20).Select(row => IdIn(report, row)).ToArray()).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(ids[0], ids[2]);
        Assert.Equal(20, reports.Sum(report => (int)report.Data["created"]!));
        Assert.All(ids[0], id => Assert.Single(hub.Host.EventsOf("asset", id).Result));
    }

    [Fact]
    public async Task An_asset_that_was_added_by_hand_with_the_key_is_known()
    {
        var path = await hub.Admin.NewAt(
            "/api/v1/assets",
            new
            {
                name = "Ours",
                type = "x",
                external_key = "f:1",
            }
        );

        var report = await Report(Row("f:1", "Theirs"));

        Assert.Equal(["updated"], Results(report));
        Assert.Equal(HeardEvents.IdOf(path), IdIn(report, 0));
        Assert.Equal("manual", (string)(await hub.Admin.Get(path)).Data["source"]!);
    }

    [Fact]
    public async Task A_key_means_an_asset_of_the_organization_alone()
    {
        var ours = IdIn(await Report(Row("h:1")), 0);

        var theirs = await hub.Neighbour.Send(HttpMethod.Post, Path, new { assets = new[] { Row("h:1", "Theirs") } });

        Assert.Equal(["created"], Results(theirs));
        Assert.Equal("Laptop", (string)(await hub.Admin.Get($"/api/v1/assets/{ours}")).Data["name"]!);
    }

    [Fact]
    public async Task A_value_of_the_wrong_shape_is_named_by_its_place() =>
        Assert.Contains(
            "assets[0].name",
            (await hub.Admin.Send(HttpMethod.Post, Path, """{"assets":[{"external_key":"i:1","name":7,"type":"x"}]}"""))
                .Expect(HttpStatusCode.UnprocessableEntity)
                .Json["errors"]!
                .AsObject()
                .Select(one => one.Key)
        );
}
