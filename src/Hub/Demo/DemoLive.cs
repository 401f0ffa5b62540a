using System.Text.Json.Nodes;
using Hub.Domain.Organizations;
using Hub.Offline;
using Hub.Ports.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hub.Demo;

/// <summary>A hub that serves, while tickets of the demo come in and move on through its own routes, as of now.</summary>
internal sealed class DemoLive(WebApplication app, int seed, TextWriter output)
{
    private const string Tickets = "/api/v1/tickets";

    private readonly Random random = new(seed);

    /// <param name="pace">From one step to the next.</param>
    /// <param name="steps">How many; until it is cancelled where none.</param>
    public async Task Run(string? prefix, TimeSpan pace, int steps, CancellationToken cancellation)
    {
        await HubApplication.Prepare(app, cancellation);
        await HubApplication.Start(app);
        try
        {
            var organization = await OfflineHub.Find(app.Services.GetRequiredService<IStore>(), prefix, cancellation);
            var hands = new DemoHands(new OwnApi(app.Services, ((IEndpointRouteBuilder)app).DataSources), organization);
            await Learn(hands, cancellation);
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            await output.WriteLineAsync(
                $"Work goes on in {organization.Name}; {address.First()}/docs. Ctrl+C ends it."
            );
            for (var step = 0; steps == 0 || step < steps; step++)
            {
                await output.WriteLineAsync(await Try(hands, cancellation));
                await Task.Delay(pace, cancellation);
            }
        }
        catch (OperationCanceledException) when (steps == 0)
        {
            await output.WriteLineAsync("Ended.");
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    private static async Task Learn(DemoHands hands, CancellationToken cancellation)
    {
        await hands.Known("/api/v1/users", "email", cancellation);
        var departments = await hands.Known(DemoDesk.Departments, "name", cancellation);
        if (DemoPeople.Agents.Any(agent => !departments.ContainsKey(agent.Department)))
            throw new StartRefusedException(
                $"{hands.Organization.Name} has none of the demo's people; run demo --force once."
            );
    }

    /// <summary>What an organization's own workflow refuses is said, and the next thing tried.</summary>
    private async Task<string> Try(DemoHands hands, CancellationToken cancellation)
    {
        try
        {
            return await Step(hands, cancellation);
        }
        catch (StartRefusedException refused)
        {
            return refused.Message;
        }
    }

    /// <summary>Something happens; answers what, in a line.</summary>
    private async Task<string> Step(DemoHands hands, CancellationToken cancellation)
    {
        var now = DateTimeOffset.UtcNow;
        if (random.Next(100) < 30 || await SomeOpen(hands, cancellation) is not { } ticket)
        {
            var fresh = DemoPlan.Fresh(random, now);
            var body = DemoSteps.BodyOf(fresh);
            body["department_id"] = hands.IdOf(DemoDesk.Departments, fresh.Trouble.Department);
            var made = await hands.Do(now, "POST", Tickets, body, cancellation);
            return $"{made!["code"]}: {fresh.Subject} ({fresh.Requester.Name})";
        }
        var (code, id) = ((string)ticket["code"]!, (long)ticket["id"]!);
        var trouble = TroubleOf(ticket);
        var agent = AgentFor(hands, ticket, trouble);
        if (ticket["assignee_id"] is null)
        {
            await Put(new() { ["assignee_id"] = hands.IdOf(agent) });
            return $"{code}: goes to {agent.Name}";
        }
        switch (random.Next(5))
        {
            case 0:
                var requester = new JsonObject
                {
                    ["body"] = One(Trouble.Replies),
                    ["author_email"] = (string)ticket["requester_email"]!,
                };
                await hands.Do(now, "POST", $"{Tickets}/{{id}}/replies", requester, cancellation, id);
                return $"{code}: the requester writes";
            case 1:
                await Say(One(trouble.Notes), isNote: true);
                return $"{code}: {agent.Name} leaves a note";
            case 2:
                await Say(One(trouble.Answers));
                return $"{code}: {agent.Name} answers";
            case 3:
                var status = (string)ticket["status"]! == "open" ? "pending" : "open";
                await Put(new() { ["status"] = status });
                return $"{code}: is {status}";
            default:
                await Say(One(trouble.Endings));
                await Put(new() { ["status"] = "resolved" });
                return $"{code}: {agent.Name} resolves it";
        }

        Task Put(JsonObject change) =>
            hands.Do(now, "PUT", $"{Tickets}/{{id}}", change, cancellation, id, hands.As(agent));

        Task Say(string text, bool isNote = false) =>
            hands.Do(
                now,
                "POST",
                $"{Tickets}/{{id}}/replies",
                new() { ["body"] = text, ["internal"] = isNote },
                cancellation,
                id,
                hands.As(agent)
            );
    }

    /// <summary>One of those that changed last.</summary>
    private async Task<JsonObject?> SomeOpen(DemoHands hands, CancellationToken cancellation)
    {
        var answer = await hands.Api.Send(
            "GET",
            Tickets,
            hands.Desk,
            query: "?status=open,pending&sort=-id&per_page=20",
            cancellation: cancellation
        );
        var open = answer.Json["data"]!.AsArray();
        return open.Count == 0 ? null : open[random.Next(open.Count)]!.AsObject();
    }

    /// <summary>What the ticket is about, as far as its tags say.</summary>
    private Trouble TroubleOf(JsonObject ticket)
    {
        var tags = ticket["tags"]!.AsArray().Select(tag => (string)tag!).ToHashSet();
        return Troubles.All.FirstOrDefault(trouble => trouble.Tags.All(tags.Contains)) ?? One(Troubles.All);
    }

    private DemoAgent AgentFor(DemoHands hands, JsonObject ticket, Trouble trouble) =>
        DemoPeople.Agents.FirstOrDefault(agent => hands.IdOf(agent) == (long?)ticket["assignee_id"])
        ?? One([.. DemoPeople.Agents.Where(agent => agent.Department == trouble.Department)]);

    private T One<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
