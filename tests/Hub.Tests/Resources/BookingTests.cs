using System.Net;
using Hub.Domain.Records.Tables;

namespace Hub.Tests.Resources;

public sealed class BookingTests(HubWithCompany hub)
    : TableLaws(hub, WorkRecords.Booking),
        IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task One_ends_no_earlier_than_it_begins()
    {
        var body = Body();
        body["ends_at"] = "2026-06-02T09:59:59+02:00";
        var path = await NewPath();

        (await Send(HttpMethod.Post, Path, body)).ExpectInvalid("ends_at");
        (await Admin.Send(HttpMethod.Put, path, """{"starts_at":"2026-06-03T00:00:00Z"}""")).ExpectInvalid("ends_at");
    }

    [Fact]
    public async Task Somebody_or_some_company_has_booked()
    {
        var body = Body();
        body.Remove("contact_email");
        var path = $"{Path}/{(await Create(body)).Id}";
        body.Remove("company_id");

        (await Send(HttpMethod.Post, Path, body)).ExpectInvalid("contact_email");
        (await Admin.Send(HttpMethod.Put, path, """{"company_id":null}""")).ExpectInvalid("contact_email");
    }

    [Fact]
    public async Task One_that_does_not_say_is_tentative_and_moves_as_declared()
    {
        var body = Body();
        body.Remove("status");
        var made = await Create(body);

        var confirmed = await Admin.Send(HttpMethod.Put, $"{Path}/{made.Id}", """{"status":"confirmed"}""");

        Assert.Equal("tentative", (string)made.Data["status"]!);
        Assert.Equal("confirmed", (string)confirmed.Data["status"]!);
    }

    [Fact]
    public async Task A_time_is_kept_in_utc()
    {
        var body = Body();
        body["starts_at"] = "2026-06-02T09:30:00+02:00";

        Assert.Equal("2026-06-02T07:30:00.000Z", (string)(await Create(body)).Data["starts_at"]!);
    }

    [Theory]
    [InlineData("""{"price":{"amount":1.00001,"currency":"EUR"}}""", "price.amount")]
    [InlineData("""{"price":{"amount":"1","currency":"EUR"}}""", "price.amount")]
    [InlineData("""{"price":{"amount":1000000000000,"currency":"EUR"}}""", "price.amount")]
    [InlineData("""{"price":{"amount":1,"currency":"eur"}}""", "price.currency")]
    [InlineData("""{"price":{"amount":1}}""", "price.currency")]
    [InlineData("""{"contact_email":"nobody"}""", "contact_email")]
    public async Task A_value_that_does_not_hold_is_named_by_its_path(string body, string field) =>
        (await Admin.Send(HttpMethod.Put, await NewPath(), body)).ExpectInvalid(field);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public async Task What_is_no_object_is_refused(string body) =>
        (await Admin.Send(HttpMethod.Post, Path, body)).ExpectInvalid("body");

    [Theory]
    [InlineData("""{"notes":"One","notes":"Two"}""", "notes")]
    [InlineData("""{"title":"\ud83d"}""", "title")]
    [InlineData("""{"\ud83d":"One"}""", "body")]
    [InlineData("""{"price":{"amount":1,"currency":"\ud83d"}}""", "price.currency")]
    public async Task A_field_named_twice_and_half_a_character_are_refused(string body, string field)
    {
        (await Admin.Send(HttpMethod.Post, Path, body)).ExpectInvalid(field);
        (await Admin.Send(HttpMethod.Put, await NewPath(), body)).ExpectInvalid(field);
    }

    [Fact]
    public async Task What_is_no_json_is_malformed() =>
        (await Admin.Send(HttpMethod.Post, Path, """{"title":""")).ExpectProblem(
            HttpStatusCode.BadRequest,
            "malformed_json"
        );
}
