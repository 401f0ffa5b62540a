using System.Text.Json;
using Hub.Domain.Documents;

namespace Hub.Domain.People;

/// <summary>The fields and lists of an agent's profile that filters and sorting may use.</summary>
internal static class AgentFields
{
    private static readonly string[] Plain =
    [
        "displayName",
        "nickName",
        "title",
        "userType",
        "preferredLanguage",
        "locale",
        "timezone",
    ];

    private static readonly string[] Name =
    [
        "formatted",
        "familyName",
        "givenName",
        "middleName",
        "honorificPrefix",
        "honorificSuffix",
    ];

    private static readonly string[] Company =
    [
        "employeeNumber",
        "costCenter",
        "organization",
        "division",
        "department",
    ];

    private static readonly string[] Address =
    [
        "formatted",
        "streetAddress",
        "locality",
        "region",
        "postalCode",
        "country",
        "type",
    ];

    private static readonly Field[] Entry =
    [
        new("value", FieldKind.FoldedText),
        new("type", FieldKind.FoldedText, Common: true),
        new("display", FieldKind.FoldedText),
        new("primary", FieldKind.Flag, Common: true),
    ];

    public static DocumentType<Agent> Person(this DocumentType<Agent> type)
    {
        foreach (var name in Plain)
            type.Folded(SnakeCase.Of(name), agent => agent.Profile?.Text(name));
        type.Text("profile_url", agent => agent.Profile?.Text("profileUrl"));
        foreach (var name in Name)
            type.Folded("name_" + SnakeCase.Of(name), agent => agent.Profile?.Text("name", name));
        foreach (var name in Company)
            type.Folded(SnakeCase.Of(name), agent => agent.Profile?.Text(PeopleDocuments.Enterprise, name));
        return type.Folded("manager_value", agent => Manager(agent, "value"))
            .Folded("manager_display_name", agent => Manager(agent, "displayName"))
            .Folded("phone_number", agent => Member(agent.Profile?.Primary("phoneNumbers"), "value"));
    }

    /// <summary>The lists that are searched most have tables of their own; the others share one.</summary>
    public static DocumentType<Agent> Lists(this DocumentType<Agent> type) =>
        type.Array("emails", Entry, agent => Entries(agent, "emails"))
            .Array("phone_numbers", Entry, agent => Entries(agent, "phoneNumbers"))
            .Array(
                "addresses",
                [
                    .. Address.Select(name => new Field(
                        SnakeCase.Of(name),
                        FieldKind.FoldedText,
                        Common: name is "type" or "country"
                    )),
                    new("primary", FieldKind.Flag, Common: true),
                ],
                Addresses
            )
            .Array("entries", [new("attribute", FieldKind.Text, Common: true), .. Entry], OtherEntries)
            .Array("extension_values", ExtensionValues.Fields, agent => ExtensionValues.Of(agent.Profile));

    private static readonly string[] Others = ["ims", "photos", "entitlements", "roles", "x509Certificates"];

    private static IEnumerable<FieldValue[]> OtherEntries(Agent agent) =>
        Others.SelectMany(name =>
            Entries(agent, name).Select(entry => (FieldValue[])[FieldValue.Text(name), .. entry])
        );

    private static IEnumerable<FieldValue[]> Entries(Agent agent, string list) =>
        agent
            .Profile?.List(list)
            .Select(element =>
                (FieldValue[])
                    [
                        FieldValue.Folded(Member(element, "value")),
                        FieldValue.Folded(Member(element, "type")),
                        FieldValue.Folded(Member(element, "display")),
                        Flag(element, "primary"),
                    ]
            )
        ?? [];

    private static IEnumerable<FieldValue[]> Addresses(Agent agent) =>
        agent
            .Profile?.List("addresses")
            .Select(element =>
                (FieldValue[])
                    [.. Address.Select(name => FieldValue.Folded(Member(element, name))), Flag(element, "primary")]
            )
        ?? [];

    private static string? Manager(Agent agent, string name) =>
        agent.Profile?[PeopleDocuments.Enterprise] is { } enterprise
        && Attributes.Member(enterprise, "manager") is { } manager
            ? Member(manager, name)
            : null;

    private static string? Member(JsonElement? element, string name) =>
        element is { } present ? Attributes.TextOf(Attributes.Member(present, name)) : null;

    private static FieldValue Flag(JsonElement element, string name) =>
        Attributes.Member(element, name)?.ValueKind switch
        {
            JsonValueKind.True => FieldValue.Flag(true),
            JsonValueKind.False => FieldValue.Flag(false),
            _ => FieldValue.Absent,
        };
}
