using Hub.Domain.Text;
using Hub.Domain.Tokens;
using static Hub.Domain.Records.Tables.Column;
using static Hub.Domain.Records.Tables.CommonColumns;

namespace Hub.Domain.Records.Tables;

/// <summary>The kinds of business record; a new one is a table here or in one of the lists that it takes in.</summary>
public static class BusinessRecords
{
    public static readonly RecordTable Company = new("company", "companies")
    {
        Root = "/api/v1",
        About = "A company is a customer organization, business or account.",
        KeepsDeleted = false,
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
            OfAgent("owner_id", "The agent who looks after it."),
            OfText("external_id", 255, "What another system knows it by.").Filtered().Sample("\"C-0041\""),
            Notes("Invoices go to head office."),
        ],
    };

    public static readonly IReadOnlyList<RecordTable> All = [Company, .. SalesRecords.All, .. WorkRecords.All];
}
