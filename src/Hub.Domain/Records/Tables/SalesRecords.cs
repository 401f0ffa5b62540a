using static Hub.Domain.Records.Tables.Column;
using static Hub.Domain.Records.Tables.CommonColumns;

namespace Hub.Domain.Records.Tables;

/// <summary>What is offered and sold: records of no helpdesk, which the mokapen contract tells of.</summary>
public static class SalesRecords
{
    public static readonly RecordTable Product = new("product", "products")
    {
        Columns =
        [
            OfText("name", 200, "What it is called.").Required().Searched().Sorted().Sample("\"Standing desk\""),
            OfText("sku", 50, "What stock keeps it as, unique in the organization whatever the case.")
                .Required()
                .Unique()
                .Filtered()
                .Searched()
                .Sorted()
                .Sample("\"DESK-180\""),
            OfChoice("status", ["draft", "active", "discontinued"], "Whether it is sold.")
                .Moves("draft", "active", "discontinued")
                .Moves("active", "discontinued")
                .Filtered()
                .Sample("\"active\""),
            OfText("category", 100, "What sort of product it is.").Filtered().Sorted().Sample("\"Furniture\""),
            OfCompany("The company it comes from.", "supplier_id"),
            OfMoney("price", "What one costs; an active product has a price.")
                .Sample("""{"amount":429.9,"currency":"EUR"}"""),
            OfMoney("cost", "What one costs the organization, in the currency of its price.")
                .Sample("""{"amount":280,"currency":"EUR"}"""),
            OfInteger("stock", 0, 1_000_000_000, "How many there are.").Sorted().Sample("18"),
            OfText("description", 10_000, "What it is and does.").Searched().Sample("\"180 by 80 centimetres.\""),
            Notes("Reorder below five."),
        ],
        Rules = [Rule.SameCurrency("cost", "price"), Rule.RequiredWhere("status", "active", "price")],
    };

    public static readonly RecordTable Service = new("service", "services")
    {
        Columns =
        [
            UniqueName("Remote support"),
            OfChoice("status", ["draft", "offered", "retired"], "Whether it is offered.")
                .Moves("draft", "offered", "retired")
                .Moves("offered", "retired")
                .Filtered()
                .Sample("\"offered\""),
            OfText("category", 100, "What sort of service it is.").Filtered().Sorted().Sample("\"Support\""),
            OfAgent("owner_id", "The agent who answers for it."),
            OfChoice("billed", ["once", "hourly", "monthly", "yearly"], "For what its price is.")
                .Filtered()
                .Sample("\"hourly\""),
            OfMoney("price", "What it costs; an offered service has a price.")
                .Sample("""{"amount":95,"currency":"EUR"}"""),
            OfInteger("duration_minutes", 1, 1_000_000, "How long it takes, in minutes.").Sorted().Sample("60"),
            OfText("description", 10_000, "What it comprises.").Searched().Sample("\"By phone and screen sharing.\""),
            Notes("Weekdays only."),
        ],
        Rules = [Rule.RequiredWhere("status", "offered", "price")],
    };

    public static readonly RecordTable Quote = new("quote", "quotes")
    {
        Columns =
        [
            Number("Q-2026-0042"),
            OfCompany("The company it is made to.").Required(),
            OfAgent("owner_id", "The agent who made it."),
            OfChoice("status", ["draft", "sent", "accepted", "declined", "expired"], "Where it stands.")
                .Moves("draft", "sent", "declined", "expired")
                .Moves("sent", "accepted", "declined", "expired")
                .Filtered()
                .Sample("\"sent\""),
            OfInstant("issued_at", "When it was made.").Filtered().Sorted().Sample("\"2026-05-20T09:00:00.000Z\""),
            OfInstant("valid_until", "Until when it holds; not before it was made.")
                .Sorted()
                .Sample("\"2026-06-20T09:00:00.000Z\""),
            LinesOf("What is offered.")
                .Sample(
                    """
                    [{"description":"Standing desk","quantity":4,"unit_price":{"amount":429.9,"currency":"EUR"}},
                    {"description":"Assembly","quantity":1,"unit_price":{"amount":120,"currency":"EUR"}}]
                    """
                ),
            OfMoney("total", "The sum of its lines; computed when left out.")
                .Sample("""{"amount":1839.6,"currency":"EUR"}"""),
            OfText("terms", 2000, "On what terms.").Sample("\"Thirty days net.\""),
            Notes("They compare two suppliers."),
        ],
        Rules = [Rule.Sum("total", "lines", "quantity", "unit_price"), Rule.NotBefore("valid_until", "issued_at")],
    };

    public static readonly RecordTable Order = new("order", "orders")
    {
        Columns =
        [
            Number("PO-2026-0117"),
            OfCompany("The company that orders.").Required(),
            OfChoice("status", ["draft", "placed", "shipped", "delivered", "cancelled"], "Where it stands.")
                .Moves("draft", "placed", "cancelled")
                .Moves("placed", "shipped", "cancelled")
                .Moves("shipped", "delivered")
                .Filtered()
                .Sample("\"placed\""),
            OfInstant("ordered_at", "When it was ordered.").Filtered().Sorted().Sample("\"2026-05-24T09:15:00.000Z\""),
            OfText("reference", 100, "What the company calls it.").Filtered().Searched().Sample("\"4500018342\""),
            LinesOf("What is ordered.")
                .Sample(
                    """
                    [{"description":"Sticker","quantity":1,"unit_price":{"amount":0.1,"currency":"EUR"}},
                    {"description":"Pin","quantity":2,"unit_price":{"amount":0.1,"currency":"EUR"}}]
                    """
                ),
            OfMoney("total", "The sum of its lines; computed when left out.")
                .Sample("""{"amount":0.3,"currency":"EUR"}"""),
            OfText("shipping_address", 500, "Where it goes.").Sample("\"1 High Street, London\""),
            Notes("Ring at the gate."),
        ],
        Rules = [Rule.Sum("total", "lines", "quantity", "unit_price")],
    };

    public static readonly RecordTable Deal = new("deal", "deals")
    {
        Columns =
        [
            OfText("title", 255, "What it is about.").Required().Searched().Sorted().Sample("\"Forty desks\""),
            OfCompany("The company it is made with."),
            OfAgent("owner_id", "The agent who leads it."),
            OfChoice("stage", ["lead", "qualified", "proposal", "negotiation", "won", "lost"], "Where it stands.")
                .Moves("lead", "qualified", "lost")
                .Moves("qualified", "lead", "proposal", "lost")
                .Moves("proposal", "qualified", "negotiation", "won", "lost")
                .Moves("negotiation", "proposal", "won", "lost")
                .Filtered()
                .Sample("\"proposal\""),
            OfMoney("value", "What it would bring.").Sample("""{"amount":17196,"currency":"EUR"}"""),
            OfInteger("probability", 0, 100, "How likely it is won, in percent.").Sorted().Sample("60"),
            OfInstant("expected_close_at", "When it should be decided.")
                .Filtered()
                .Sorted()
                .Sample("\"2026-07-15T00:00:00.000Z\""),
            OfText("source", 100, "Where it came from.").Filtered().Sample("\"Trade fair\""),
            OfText("lost_reason", 500, "Why it was lost; a lost deal says so.").Sample("\"Price\""),
            Notes("They decide in July."),
        ],
        Rules = [Rule.RequiredWhere("stage", "lost", "lost_reason")],
    };

    public static readonly RecordTable Campaign = new("campaign", "campaigns")
    {
        Columns =
        [
            UniqueName("Summer offices"),
            OfChoice("channel", ["email", "phone", "social", "event", "other"], "How people hear of it.")
                .Filtered()
                .Sample("\"email\""),
            OfChoice(
                    "status",
                    ["draft", "scheduled", "running", "paused", "completed", "cancelled"],
                    "Where it stands."
                )
                .Moves("draft", "scheduled", "running", "cancelled")
                .Moves("scheduled", "draft", "running", "cancelled")
                .Moves("running", "paused", "completed", "cancelled")
                .Moves("paused", "running", "completed", "cancelled")
                .Filtered()
                .Sample("\"running\""),
            OfAgent("owner_id", "The agent who runs it."),
            OfInstant("starts_at", "When it begins; a scheduled one says so.")
                .Filtered()
                .Sorted()
                .Sample("\"2026-06-01T06:00:00.000Z\""),
            OfInstant("ends_at", "When it ends; not before it begins.").Sorted().Sample("\"2026-08-31T20:00:00.000Z\""),
            OfMoney("budget", "What it may cost.").Sample("""{"amount":5000,"currency":"EUR"}"""),
            OfMoney("spent", "What it has cost so far, in the currency of its budget.")
                .Sample("""{"amount":812.25,"currency":"EUR"}"""),
            OfInteger("audience_size", 0, 1_000_000_000, "How many people it is meant for.").Sorted().Sample("1200"),
            OfText("goal", 500, "What it is to achieve.").Searched().Sample("\"Thirty qualified leads\""),
            Notes("No mail on Fridays."),
        ],
        Rules =
        [
            Rule.NotBefore("ends_at", "starts_at"),
            Rule.SameCurrency("spent", "budget"),
            Rule.RequiredWhere("status", "scheduled", "starts_at"),
        ],
    };

    internal static readonly IReadOnlyList<RecordTable> All = [Order, Product, Service, Quote, Deal, Campaign];
}
