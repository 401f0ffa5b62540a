using System.Net;
using System.Text.Json.Nodes;
using Hub.Domain.Records.Tables;
using Hub.Tests.Hosting;

namespace Hub.Tests.Resources;

public sealed class OrderTests(HubWithCompany hub) : TableLaws(hub, SalesRecords.Order), IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task A_total_that_is_left_out_is_the_exact_sum_of_the_lines()
    {
        var body = With(Line(1, "0.1"), Line(1, "0.2"));
        body.Remove("total");

        var made = await Create(body);
        var changed = await Send(HttpMethod.Put, $"{Path}/{made.Id}", Lines(Line(3, "0.10"), Line(1, "1999.9999")));

        Assert.Equal("""{"amount":0.3,"currency":"EUR"}""", made.Data["total"]!.ToJsonString());
        Assert.Equal("""{"amount":2000.2999,"currency":"EUR"}""", changed.Data["total"]!.ToJsonString());
    }

    [Fact]
    public async Task Decimals_stay_as_they_were_written()
    {
        var body = With(Line(1, "0.10"), Line(1, "999999999998.9"));
        body["total"] = JsonNode.Parse("""{"amount":999999999999.00,"currency":"EUR"}""");

        var read = await Admin.Get($"{Path}/{(await Create(body)).Id}");

        Assert.Equal("0.10", read.Data["lines"]![0]!["unit_price"]!["amount"]!.ToJsonString());
        Assert.Equal("999999999999.00", read.Data["total"]!["amount"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"amount":0.30000001,"currency":"EUR"}""", "total.amount")]
    [InlineData("""{"amount":0.31,"currency":"EUR"}""", "total")]
    [InlineData("""{"amount":0.3,"currency":"USD"}""", "total")]
    public async Task A_total_that_is_another_is_refused(string total, string field)
    {
        var body = With(Line(1, "0.1"), Line(1, "0.2"));
        body["total"] = JsonNode.Parse(total);
        var change = new JsonObject { ["total"] = JsonNode.Parse(total) };

        (await Send(HttpMethod.Post, Path, body)).ExpectInvalid(field);
        (await Send(HttpMethod.Put, await NewPath(), change)).ExpectInvalid(field);
    }

    [Fact]
    public async Task Lines_have_one_currency_and_come_to_what_can_be_kept()
    {
        var mixed = With(Line(1, "1"), Line(1, "1", "USD"));
        var huge = With(Line(1_000_000, "999999999999"));
        huge.Remove("total");
        mixed.Remove("total");

        (await Send(HttpMethod.Post, Path, mixed)).ExpectInvalid("lines");
        (await Send(HttpMethod.Post, Path, huge)).ExpectInvalid("lines");
        (await Send(HttpMethod.Post, Path, With())).ExpectInvalid("lines");
    }

    [Fact]
    public async Task What_is_wrong_in_lines_is_named_by_its_path_all_at_once()
    {
        var refused = await Send(HttpMethod.Post, Path, With(Line(0, "1"), new JsonObject { ["colour"] = "red" }, 7));

        string[] paths =
        [
            "lines[0].quantity",
            "lines[1].description",
            "lines[1].quantity",
            "lines[1].unit_price",
            "lines[2]",
        ];
        Assert.All(paths, refused.ExpectInvalid);
    }

    [Fact]
    public async Task What_is_not_read_in_lines_is_told_by_its_path()
    {
        var line = Line(1, "1");
        line["colour"] = "red";
        line["unit_price"]!["tax"] = 2;

        var body = With(line);
        body.Remove("total");

        var made = await Send(HttpMethod.Post, Path, body);

        Assert.Equal(
            ["lines[0].unit_price.tax", "lines[0].colour"],
            made.Expect(HttpStatusCode.Created).Json["warnings"]!.AsArray().Select(one => (string)one!["field"]!)
        );
    }

    [Fact]
    public async Task One_is_shipped_only_after_it_was_placed()
    {
        var path = await NewPath("status", "draft");

        var early = await Admin.Send(HttpMethod.Put, path, """{"status":"shipped"}""");
        foreach (var status in new[] { "placed", "shipped", "delivered" })
            (await Send(HttpMethod.Put, path, new JsonObject { ["status"] = status })).Expect(HttpStatusCode.OK);

        early.ExpectProblem(HttpStatusCode.UnprocessableEntity, "move_not_allowed");
        Assert.Contains("placed or cancelled", early.ErrorsOf("status")[0]);
    }

    private JsonObject With(params JsonNode[] lines)
    {
        var body = Body();
        body["lines"] = new JsonArray(lines);
        return body;
    }

    private static JsonObject Lines(params JsonNode[] lines) => new() { ["lines"] = new JsonArray(lines) };

    private static JsonObject Line(long quantity, string price, string currency = "EUR") =>
        new()
        {
            ["description"] = "Thing",
            ["quantity"] = quantity,
            ["unit_price"] = JsonNode.Parse($$"""{"amount":{{price}},"currency":"{{currency}}"}"""),
        };
}
