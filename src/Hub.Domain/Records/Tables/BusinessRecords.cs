using Hub.Domain.Text;
using Hub.Domain.Tokens;
using static Hub.Domain.Records.Tables.Column;

namespace Hub.Domain.Records.Tables;

/// <summary>The kinds of business record; a new one is a table here.</summary>
public static class BusinessRecords
{
    public static readonly RecordTable Company = new("company", "companies")
    {
        Root = "/api/v1",
        Scopes = (Scope.UsersRead, Scope.UsersWrite),
        FoundBy = ["name", "domains", "website", "phone", "address", "industry", "external_id", "notes"],
        Columns =
        [
            OfText("name", 200, "Its name, unique in the organization whatever the case.")
                .Required()
                .Unique()
                .Searched()
                .Sorted()
                .Sample("\"Acme\""),
            OfTexts(
                    "domains",
                    "domain",
                    20,
                    DomainName.Longest,
                    "The parts of its people's e-mail addresses behind the @, each of one company only: a new contact with "
                        + "such an address belongs to it.",
                    "hostname"
                )
                .Unique()
                .Filtered()
                .Searched()
                .Sample("[\"acme.com\"]"),
            OfText("website", 500, "Its site.", "uri").Sample("\"https://acme.com\""),
            OfText("phone", 50, "Where to call it.").Sample("\"+44 20 7946 0018\""),
            OfText("address", 500, "Where it is.").Sample("\"1 High Street, London\""),
            OfText("industry", 100, "What it does.").Filtered().Sorted().Sample("\"Logistics\""),
            OfChoice("size", ["small", "medium", "large"], "How large it is.").Filtered().Sample("\"medium\""),
            OfReference("owner_id", "agent", "The agent who looks after it.").Filtered().Sample("12"),
            OfText("external_id", 255, "What another system knows it by.").Filtered().Sample("\"C-0041\""),
            OfText("notes", 5000, "What else there is to know.").Sample("\"Invoices go to head office.\""),
        ],
    };

    public static readonly RecordTable Booking = new("booking", "bookings")
    {
        Scopes = (Scope.RecordsRead, Scope.RecordsWrite),
        Columns =
        [
            OfText("title", 255, "What is booked.").Required().Searched().Sorted().Sample("\"Onboarding workshop\""),
            OfText("contact_email", 254, "Who booked, by e-mail address.", "email")
                .Filtered()
                .Sample("\"user@company.com\""),
            OfReference("company_id", "company", "The company it is for.").Filtered().Sample("41"),
            OfInstant("starts_at", "When it begins.")
                .Required()
                .Filtered()
                .Sorted()
                .Sample("\"2026-06-02T08:00:00.000Z\""),
            OfInstant("ends_at", "When it ends; not before it begins.")
                .Required()
                .Sorted()
                .Sample("\"2026-06-02T10:30:00.000Z\""),
            OfChoice("status", ["tentative", "confirmed", "cancelled"], "Where it stands.")
                .Moves("tentative", "confirmed", "cancelled")
                .Moves("confirmed", "cancelled")
                .Filtered()
                .Sample("\"confirmed\""),
            OfText("place", 255, "Where it takes place.").Searched().Sample("\"Room 4\""),
            OfMoney("price", "What it costs.").Sample("""{"amount":249.90,"currency":"EUR"}"""),
            OfText("notes", 5000, "What else there is to know.").Sample("\"Needs a projector.\""),
        ],
        Rules = [Rule.NotBefore("ends_at", "starts_at"), Rule.AnyOf("contact_email", "company_id")],
    };

    public static readonly RecordTable Order = new("order", "orders")
    {
        Scopes = (Scope.RecordsRead, Scope.RecordsWrite),
        Columns =
        [
            OfText("number", 50, "What people call it by, unique in the organization.")
                .Required()
                .Unique()
                .Searched()
                .Sorted()
                .Sample("\"PO-2026-0117\""),
            OfReference("company_id", "company", "The company that orders.").Required().Filtered().Sample("41"),
            OfChoice("status", ["draft", "placed", "shipped", "delivered", "cancelled"], "Where it stands.")
                .Moves("draft", "placed", "cancelled")
                .Moves("placed", "shipped", "cancelled")
                .Moves("shipped", "delivered")
                .Filtered()
                .Sample("\"placed\""),
            OfInstant("ordered_at", "When it was ordered.").Filtered().Sorted().Sample("\"2026-05-24T09:15:00.000Z\""),
            OfText("reference", 100, "What the company calls it.").Filtered().Searched().Sample("\"4500018342\""),
            OfLines(
                    "lines",
                    "What is ordered.",
                    OfText("description", 255, "What it is.").Required(),
                    OfInteger("quantity", 1, 1_000_000, "How many.").Required(),
                    OfMoney("unit_price", "What one costs.").Required()
                )
                .Required()
                .Sample(
                    """
                    [{"description":"Sticker","quantity":1,"unit_price":{"amount":0.1,"currency":"EUR"}},
                    {"description":"Pin","quantity":2,"unit_price":{"amount":0.1,"currency":"EUR"}}]
                    """
                ),
            OfMoney("total", "The sum of its lines; computed when left out.")
                .Sample("""{"amount":0.3,"currency":"EUR"}"""),
            OfText("shipping_address", 500, "Where it goes.").Sample("\"1 High Street, London\""),
            OfText("notes", 5000, "What else there is to know.").Sample("\"Ring at the gate.\""),
        ],
        Rules = [Rule.Sum("total", "lines", "quantity", "unit_price")],
    };

    public static readonly IReadOnlyList<RecordTable> All = [Company, Booking, Order];
}
