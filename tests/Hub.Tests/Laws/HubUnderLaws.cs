using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Laws;

/// <summary>A hub whose routes are held against the laws, and how to call each of them so that it succeeds.</summary>
public sealed class HubUnderLaws : RunningHub
{
    internal JsonObject Document { get; private set; } = null!;

    internal IReadOnlyList<LawRoute> Routes { get; private set; } = [];

    private LawSamples Samples { get; set; } = null!;

    private protected override async Task Arrange()
    {
        Document = JsonNode.Parse(await Host.Http.GetStringAsync("/openapi/v1.json"))!.AsObject();
        Routes = LawRoute.All(Host.App.Services, Document);
        Samples = new LawSamples(Host);
        Assert.NotEmpty(Routes);
    }

    /// <summary>Holds the law against each of the routes, and names those that break it all at once.</summary>
    internal async Task Hold(Func<LawRoute, bool> concerned, Func<LawRoute, Task> law)
    {
        var broken = new List<string>();
        var routes = Routes.Where(concerned).ToList();
        Assert.NotEmpty(routes);
        foreach (var route in routes)
            if (await Record.ExceptionAsync(() => law(route)) is { } wrong)
                broken.Add($"{route}: {wrong.Message}");
        Assert.True(broken.Count == 0, string.Join("\n", broken));
    }

    /// <summary>A valid body for the route, no two alike; nothing for a route that takes none.</summary>
    internal async Task<JsonObject?> BodyOf(LawRoute route) =>
        route.BodyName is { } name ? await Samples.Body(name)
        : route.TakesFile ? LawSamples.File
        : null;

    /// <summary>A number that the field takes: of a record that there is, where it names one.</summary>
    internal async Task<long> IntegerFor(BodyField field, JsonObject body) =>
        field.Path is "digest.events" ? 2
        : !field.NamesRecords ? 1
        : body[field.Path] is JsonValue given ? (long)given
        : field.Path.Split('.')[^1] switch
        {
            "department_id" or "department_ids" => await MakeNumber("departments", "CreateDepartment"),
            "company_id" or "company_ids" or "supplier_id" => await MakeNumber("companies", "CreateCompany"),
            "classification_id" => await MakeNumber("classifications", "CreateClassification"),
            "parent_id" when body.ContainsKey("name") => await MakeNumber("classifications", "CreateClassification"),
            "queue_id" => await MakeNumber("queues", "CreateQueue"),
            "category_id" => await MakeNumber("knowledge-base/categories", "CreateKbCategory"),
            "calendar_id" or "idle_calendar_id" => await MakeNumber("sla/calendars", "CreateSlaCalendar"),
            "rotation_id" or "page_rotation_id" or "escalate_to_rotation_ids" => await MakeNumber(
                "on-call/rotations",
                "CreateOnCallRotation"
            ),
            "project_id" => await MakeNumber("projects", "CreateProject", "/api"),
            "incident_id" => await MakeNumber("incidents", "CreateIncident"),
            "role_id" or "role_ids" => await MakeNumber("roles", "CreateRole"),
            "merge_into_id" or "ticket_id" or "ticket_ids" or "parent_id" => await Admin.NewTicket(),
            _ => await MakeNumber("users", "CreateUser"),
        };

    private async Task<long> MakeNumber(string list, string body, string root = "/api/v1") =>
        (await Admin.Send(HttpMethod.Post, $"{root}/{list}", await Samples.Body(body)))
            .Expect(System.Net.HttpStatusCode.Created)
            .Id;

    /// <summary>The path with things in it that were made for this call alone.</summary>
    internal async Task<string> PathOf(string template)
    {
        var (said, real) = ("", "");
        foreach (var segment in template.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real += segment[0] == '{' ? $"/{await MakeIn(said, real)}" : $"/{segment}";
            said += $"/{segment}";
        }
        await Samples.Prepare(template, real);
        // What is looked for has to be said, and what a file is called.
        return template switch
        {
            "/api/v1/search" => $"{real}?q=law",
            "/api/v1/tickets/{id}/files" => $"{real}?filename=law.json",
            _ => real,
        };
    }

    internal async Task<Answer> Call(
        LawRoute route,
        string path,
        JsonObject? body,
        params (string, string)[] headers
    ) => await Admin.Send(route.Method, path, body?.ToJsonString(), headers);

    /// <summary>What can be read of what the path is about: the list for a list, and else the nearest thing.</summary>
    internal async Task<Answer> Read(LawRoute route, string path)
    {
        var (said, real) = (route.Path, path);
        while (!Routes.Any(one => one.Method == HttpMethod.Get && one.Path == said))
            (said, real) = (said[..said.LastIndexOf('/')], real[..real.LastIndexOf('/')]);
        return await Admin.Get(real);
    }

    /// <summary>The version that If-Match compares with: of the nearest thing above that has one.</summary>
    internal async Task<string?> VersionOf(LawRoute route, string path)
    {
        var (said, real) = (route.Path, path);
        while (said.Contains('/'))
        {
            if (Routes.SingleOrDefault(one => one.Method == HttpMethod.Get && one.Path == said) is { } get)
                if (get.Answers("ETag"))
                    return (await Admin.Get(real)).ETag;
            (said, real) = (said[..said.LastIndexOf('/')], real[..real.LastIndexOf('/')]);
        }
        return null;
    }

    /// <summary>The id of a new one, made where the list is, or as the samples say.</summary>
    internal async Task<string> MakeIn(string said, string real)
    {
        if (await Samples.Make(said, real) is { } special)
            return special;
        var create = Routes.SingleOrDefault(one => one.Method == HttpMethod.Post && one.Path == said);
        Assert.True(create is not null, $"Nobody said how to make one of {said}; LawSamples is the place.");
        var made = await Call(create, real, await BodyOf(create));
        return made.Expect(HttpStatusCode.Created).Data["id"]!.ToString();
    }
}
