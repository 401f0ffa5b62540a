using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.OpenApi;

/// <summary>Whoever opens the page on a new hub and presses Execute sends an example as it stands.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task Every_example_of_the_document_is_taken_as_it_stands_by_a_new_hub()
    {
        await using var hub = await HubHost.Start();
        var v1 = JsonNode.Parse(await hub.Http.GetStringAsync("/openapi/v1.json"))!.AsObject();
        // What is below /v1 takes more than a new hub: a receiver that answers a challenge, or a query.
        var operations = v1.Operations()
            .Where(one =>
                one.Json["requestBody"]?["content"]?["application/json"] is not null
                && !one.Path.StartsWith("/v1/", StringComparison.Ordinal)
            )
            .ToList();
        Assert.NotEmpty(operations);

        // What is created first is what the others are about: number 1 of its kind, and whatever else has an id.
        var ids = new Dictionary<string, string>();
        foreach (var create in operations.Where(one => one.Verb == "post" && !one.Path.Contains('{')))
        {
            var made = await hub.Admin.Send(HttpMethod.Post, create.Path, ExampleOf(create));
            var status = create.Responses.ContainsKey("201") ? HttpStatusCode.Created : HttpStatusCode.OK;
            Assert.True(made.Status == status, $"{create}: {made}");
            if (made.Data is JsonObject one)
                ids[create.Path] = $"{one["id"]}";
        }
        // A ticket is merged into number 1, and is another one.
        var second = await hub.Admin.Send(HttpMethod.Post, "/api/v1/tickets", ExampleOf(v1.Operation("CreateTicket")));
        var attachment = "";
        foreach (var other in operations.Where(one => one.Path.Contains('{')))
        {
            var collection = other.Path[..other.Path.IndexOf("/{", StringComparison.Ordinal)];
            var id = other.Id switch
            {
                "MergeTicket" => $"{second.Id}",
                "VoteOnChange" => await ChangeAfter("submit"),
                "ScheduleChange" => await ChangeAfter("submit", "vote"),
                "ImplementChange" or "FailChange" => await ChangeAfter("submit", "vote", "schedule"),
                "CancelChange" => await ChangeAfter(),
                "ResolveIncident" => await New("/api/v1/incidents", "CreateIncident"),
                "CreateTicketLink" => await New("/api/v1/tickets", "CreateTicket"),
                // What its path names is an event.
                "SubscribeFlow" => "ticket-created",
                _ => ids[collection],
            };
            var path = other
                .Path.Replace("{id}", id)
                .Replace("{name}", id)
                .Replace("{attachmentId}", attachment)
                .Replace("{timeEntryId}", "1");
            var answer = await hub.Admin.Send(new HttpMethod(other.Verb.ToUpperInvariant()), path, ExampleOf(other));
            Assert.True(
                answer.Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted,
                $"{other}: {answer}"
            );
            if (other.Id == "AddAttachment")
                attachment = $"{answer.Id}";
        }

        async Task<string> New(string list, string create) =>
            $"{(await hub.Admin.Send(HttpMethod.Post, list, ExampleOf(v1.Operation(create)))).Data["id"]}";

        // A step of a change follows on others.
        async Task<string> ChangeAfter(params string[] steps)
        {
            var id = await New("/api/v1/changes", "CreateChange");
            foreach (var step in steps)
            {
                var path = $"/api/v1/changes/{{id}}/{step}";
                var told = operations.SingleOrDefault(one => one.Path == path);
                var body = told is null ? null : ExampleOf(told);
                var taken = await hub.Admin.Send(HttpMethod.Post, path.Replace("{id}", id), body);
                Assert.True(taken.Status == HttpStatusCode.OK, $"{path}: {taken}");
            }
            return id;
        }
    }

    private static string ExampleOf(Operation operation)
    {
        var example = operation.Json["requestBody"]!["content"]!["application/json"]!["example"];
        Assert.True(example is not null, $"{operation} has no example.");
        return example.ToJsonString();
    }
}
