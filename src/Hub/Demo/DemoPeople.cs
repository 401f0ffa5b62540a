namespace Hub.Demo;

/// <summary>Who works at the demo's helpdesk, and what for.</summary>
internal sealed record DemoAgent(string Name, string Title, string Department)
{
    public string Email => DemoPeople.EmailOf(Name, "helpdesk.example");
}

/// <summary>A customer of the demo.</summary>
internal sealed record DemoCompany(string Name, string Domain, string Industry, string Size, string City);

/// <summary>Somebody who asks.</summary>
internal sealed record DemoContact(string Name, string Title, DemoCompany Company)
{
    public string Email => DemoPeople.EmailOf(Name, Company.Domain);
}

/// <summary>The people of the demo. Nobody is meant: names are mixed, and addresses are ones that nobody can have (RFC 2606).</summary>
internal static class DemoPeople
{
    private const int OfACompany = 8;

    public static readonly IReadOnlyList<DemoAgent> Agents =
    [
        new("Mara Lindqvist", "Team lead", "Support"),
        new("Jonas Weber", "First line", "Support"),
        new("Aylin Kaya", "First line", "Support"),
        new("Tom Fletcher", "First line", "Support"),
        new("Priya Raman", "Network engineer", "IT"),
        new("Lukas Brandt", "System engineer", "IT"),
        new("Elena Petrova", "Workplace engineer", "IT"),
        new("Samir Haddad", "Identity engineer", "IT"),
        new("Clara Dubois", "Facility manager", "Facilities"),
        new("Piotr Nowak", "Caretaker", "Facilities"),
        new("Ingrid Solberg", "Accounts payable", "Finance"),
        new("Marco Bianchi", "Payroll", "Human Resources"),
    ];

    public static readonly IReadOnlyList<DemoCompany> Companies =
    [
        new("Nordlicht Logistik", "nordlicht.example", "Logistics", "large", "Hamburg"),
        new("Birch & Sons", "birch.example", "Retail", "medium", "Leeds"),
        new("Atelier Moreau", "moreau.example", "Architecture", "small", "Lyon"),
        new("Kestrel Instruments", "kestrel.example", "Manufacturing", "large", "Berlin"),
        new("Vega Pharma", "vega.example", "Pharmaceuticals", "medium", "Basel"),
        new("Oakfield Schools", "oakfield.example", "Education", "medium", "Bristol"),
    ];

    private static readonly string[] Titles =
    [
        "Accountant",
        "Buyer",
        "Project manager",
        "Warehouse clerk",
        "Sales representative",
        "Head of office",
        "Designer",
        "Laboratory assistant",
    ];

    public static readonly IReadOnlyList<DemoContact> Contacts = [.. Hired()];

    public static string EmailOf(string name, string domain) =>
        $"{name.ToLowerInvariant().Replace('é', 'e').Replace('á', 'a').Replace(' ', '.')}@{domain}";

    private static IEnumerable<DemoContact> Hired()
    {
        string[] first =
        [
            "Una",
            "Ben",
            "Chloé",
            "Dario",
            "Eva",
            "Finn",
            "Greta",
            "Hugo",
            "Iris",
            "Jakub",
            "Katja",
            "Leon",
            "Mia",
            "Nils",
            "Olga",
            "Paul",
            "Rosa",
            "Sven",
            "Tara",
            "Viktor",
        ];
        string[] last =
        [
            "Berg",
            "Carter",
            "Dahl",
            "Engel",
            "Fischer",
            "Garnier",
            "Holm",
            "Ibsen",
            "Jansen",
            "Keller",
            "Larsen",
            "Martin",
            "Novák",
            "Okafor",
            "Price",
            "Quist",
            "Rossi",
        ];
        for (var company = 0; company < Companies.Count; company++)
        for (var at = 0; at < OfACompany; at++)
        {
            var number = company * OfACompany + at;
            yield return new DemoContact(
                $"{first[number * 7 % first.Length]} {last[number * 5 % last.Length]}",
                Titles[at],
                Companies[company]
            );
        }
    }
}
