using System.Text.Json.Nodes;
using Hub.Access;
using Hub.Audit;
using Hub.Classifications;
using Hub.Offline;

namespace Hub.Exporting;

/// <summary>Where the files of an export go.</summary>
/// <param name="Open">Makes the file of the name, when the one before is whole.</param>
/// <param name="Goes">Is asked after each record whether to go on.</param>
internal sealed record ExportFiles(
    Func<string, CancellationToken, Task<Stream>> Open,
    Func<CancellationToken, ValueTask> Goes
)
{
    /// <summary>Is told what a file has, when it is whole.</summary>
    public Func<string, long, Task> Written { get; init; } = static (_, _) => Task.CompletedTask;
}

/// <summary>
/// One export: every list of the API to its end, in the order of numbers. What numbers stand for in another organization is
/// beside them as names and addresses.
/// </summary>
internal sealed class Export(OwnApi api, Caller caller, ExportFiles files)
{
    private const string Tickets = "/api/v1/tickets";
    private const string Incidents = "/api/v1/incidents";
    private const string AuditLog = "/api/v1/audit-log";

    private readonly Dictionary<string, string> emails = [];
    private readonly Dictionary<long, string> departments = [];
    private readonly Dictionary<long, string> companies = [];
    private readonly Dictionary<long, string> queues = [];
    private Dictionary<long, string> classifications = [];

    public async Task Run(CancellationToken cancellation)
    {
        await Learn(cancellation);
        foreach (var list in api.Lists.Order(StringComparer.Ordinal))
            await Write(
                NameOf(list),
                list == AuditLog ? Acts(cancellation) : api.Pages(list, caller, cancellation),
                cancellation
            );
        await Write("replies", Below(Tickets, $"{Tickets}/{{id}}/replies", cancellation), cancellation);
        await Write("incident-updates", Below(Incidents, $"{Incidents}/{{id}}/updates", cancellation), cancellation);
    }

    /// <summary>As in <c>knowledge-base-categories</c>.</summary>
    private static string NameOf(string list) =>
        string.Join(
            '-',
            list.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("api" or "v1"))
        );

    private async Task Learn(CancellationToken cancellation)
    {
        foreach (var list in new[] { "/api/v1/users", "/api/v1/contacts" })
        await foreach (var person in api.Pages(list, caller, cancellation))
        {
            var kind = list.EndsWith("users", StringComparison.Ordinal) ? "agent" : "contact";
            emails[$"{kind} {person["id"]}"] = (string)person["email"]!;
            if (person["uuid"] is { } uuid)
                emails[$"{kind} {uuid}"] = (string)person["email"]!;
        }
        foreach (
            var (list, names) in new[]
            {
                ("/api/v1/departments", departments),
                ("/api/v1/companies", companies),
                ("/api/v1/queues", queues),
            }
        )
        await foreach (var one in api.Pages(list, caller, cancellation))
            names[(long)one["id"]!] = (string)one["name"]!;
        classifications = await ClassificationPaths.Of(api, caller, cancellation);
    }

    /// <summary>The audit log is listed so far back and no further: what is older is listed by its time.</summary>
    private async IAsyncEnumerable<JsonObject> Acts(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (oldest, at, where) = (long.MaxValue, default(DateTimeOffset), "");
        for (var isMore = true; isMore; )
        {
            isMore = false;
            await foreach (
                var act in api.Pages(AuditLog, caller, cancellation, where: where, most: AuditRepository.Deepest)
            )
                if ((long)act["id"]! is var id && id < oldest)
                {
                    (oldest, at, isMore) = (id, (DateTimeOffset)act["at"]!, true);
                    yield return act;
                }
            // Those of the same moment may be on either side.
            where = $"&before={Uri.EscapeDataString($"{at.AddMilliseconds(1).UtcDateTime:O}")}";
        }
    }

    private async IAsyncEnumerable<JsonObject> Below(
        string list,
        string path,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var parent in api.Pages(list, caller, cancellation))
        await foreach (var one in api.Pages(path, caller, cancellation, (long)parent["id"]!))
            yield return one;
    }

    private async Task Write(string name, IAsyncEnumerable<JsonObject> records, CancellationToken cancellation)
    {
        var count = 0L;
        await using var stream = await files.Open($"{name}.jsonl", cancellation);
        await using var file = new StreamWriter(stream, leaveOpen: true);
        await foreach (var record in records.WithCancellation(cancellation))
        {
            Name(record);
            await file.WriteLineAsync(record.ToJsonString().AsMemory(), cancellation);
            count++;
            await files.Goes(cancellation);
        }
        await files.Written(name, count);
    }

    private void Name(JsonObject record)
    {
        Put("department", Of(departments, record["department_id"]));
        Put("company", Of(companies, record["company_id"]));
        Put("classification", Of(classifications, record["classification_id"]));
        Put("queue", Of(queues, record["queue_id"]));
        Put("assignee", EmailOf("agent", record["assignee_id"]));
        Put("owner", EmailOf("agent", record["owner_id"]));
        if (record["author"] is JsonObject author)
            Put("author_email", EmailOf((string?)author["kind"] ?? "", author["id"]));

        void Put(string name, string? value)
        {
            if (value is not null)
                record.TryAdd(name, value);
        }
    }

    private static string? Of(Dictionary<long, string> names, JsonNode? id) =>
        id is JsonValue value && value.TryGetValue<long>(out var number) ? names.GetValueOrDefault(number) : null;

    private string? EmailOf(string kind, JsonNode? id) => id is null ? null : emails.GetValueOrDefault($"{kind} {id}");
}
