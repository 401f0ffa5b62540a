namespace Hub.Importing;

/// <summary>A kind of record that can be imported: the route that makes one, and the fields that it takes.</summary>
/// <param name="Key">The field that names a row where it has no external id.</param>
internal sealed record ImportKind(string Name, string Path, string? Key, params IReadOnlyList<string> Fields)
{
    /// <summary>In the order in which they refer to each other.</summary>
    public static readonly IReadOnlyList<ImportKind> All =
    [
        new("users", "/api/v1/users", "email", "email", "name", "user_name", "title", "phone", "department_id"),
        new(
            "companies",
            "/api/v1/companies",
            "name",
            "name",
            "domains",
            "website",
            "phone",
            "address",
            "industry",
            "size",
            "owner_id",
            "notes"
        ),
        new(
            "contacts",
            "/api/v1/contacts",
            "email",
            "email",
            "name",
            "phone",
            "job_title",
            "time_zone",
            "language",
            "company_id",
            "notes",
            "tags",
            "is_active"
        ),
        new(
            "assets",
            "/api/v1/assets",
            "tag",
            "name",
            "type",
            "status",
            "serial_number",
            "tag",
            "department_id",
            "owner_id",
            "owner_email",
            "location",
            "vendor",
            "model",
            "purchased_at",
            "warranty_until",
            "notes"
        ),
        new(
            "tickets",
            "/api/v1/tickets",
            null,
            "subject",
            "description",
            "requester_email",
            "requester_name",
            "priority",
            "department_id",
            "assignee_id",
            "classification_id",
            "queue_id",
            "tags",
            "custom_fields",
            "channel"
        )
        {
            Beside = ["status", "updated_at", "resolved_at", "closed_at"],
        },
        new("replies", "/api/v1/tickets/{id}/replies", null, "body", "internal", "author_email", "author_name")
        {
            Beside = ["ticket_id"],
        },
    ];

    public const string Classifications = "/api/v1/classifications";

    /// <summary>Columns whose text stands for the number of a record: which field that is, and where it is looked up.</summary>
    public static readonly IReadOnlyList<(string Column, string Field, string List)> Names =
    [
        ("department", "department_id", "/api/v1/departments"),
        ("assignee", "assignee_id", "/api/v1/users"),
        ("classification", "classification_id", Classifications),
        ("queue", "queue_id", "/api/v1/queues"),
        ("owner", "owner_id", "/api/v1/users"),
        ("company", "company_id", "/api/v1/companies"),
    ];

    /// <summary>What the import reads beside what the route takes.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    public bool IsOfTicket => Name == "replies";

    public bool HasStatus => Beside.Contains("status");

    public static ImportKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
