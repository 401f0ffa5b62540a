using Hub.Domain.Records.Tables;

namespace Hub.Tests.Resources;

public sealed class ProductTests(HubWithCompany hub)
    : TableLaws(hub, SalesRecords.Product),
        IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task One_that_is_sold_has_a_price_in_the_currency_of_its_cost()
    {
        var path = await NewPath();

        (await Admin.Send(HttpMethod.Put, path, """{"price":null}""")).ExpectInvalid("price");
        (await Admin.Send(HttpMethod.Put, path, """{"cost":{"amount":1,"currency":"USD"}}""")).ExpectInvalid("cost");
    }
}

public sealed class ServiceTests(HubWithCompany hub)
    : TableLaws(hub, SalesRecords.Service),
        IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task One_that_is_offered_has_a_price() =>
        (await Admin.Send(HttpMethod.Put, await NewPath(), """{"price":null}""")).ExpectInvalid("price");
}

public sealed class QuoteTests(HubWithCompany hub) : TableLaws(hub, SalesRecords.Quote), IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task It_comes_to_the_sum_of_its_lines_and_holds_from_when_it_was_made()
    {
        var path = await NewPath();

        (await Admin.Send(HttpMethod.Put, path, """{"total":{"amount":1,"currency":"EUR"}}""")).ExpectInvalid("total");
        (await Admin.Send(HttpMethod.Put, path, """{"valid_until":"2026-05-01"}""")).ExpectInvalid("valid_until");
    }
}

public sealed class DealTests(HubWithCompany hub) : TableLaws(hub, SalesRecords.Deal), IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task One_that_is_lost_says_why() =>
        (await Admin.Send(HttpMethod.Put, await NewPath(), """{"stage":"lost","lost_reason":null}""")).ExpectInvalid(
            "lost_reason"
        );
}

public sealed class CampaignTests(HubWithCompany hub)
    : TableLaws(hub, SalesRecords.Campaign),
        IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task One_that_is_scheduled_says_when_and_spends_what_it_is_given()
    {
        (
            await Admin.Send(
                HttpMethod.Put,
                await NewPath("status", "draft"),
                """{"status":"scheduled","starts_at":null}"""
            )
        ).ExpectInvalid("starts_at");
        (
            await Admin.Send(HttpMethod.Put, await NewPath(), """{"spent":{"amount":1,"currency":"USD"}}""")
        ).ExpectInvalid("spent");
    }
}
