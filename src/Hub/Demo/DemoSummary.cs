using System.Globalization;
using Hub.Bootstrap;

namespace Hub.Demo;

/// <summary>Says what the demo has made, and what to look at next.</summary>
internal sealed class DemoSummary(DemoHands hands, FirstTokenFile file, TextWriter output)
{
    private static readonly (string What, string List)[] Counted =
    [
        ("tickets", "/api/v1/tickets"),
        ("  open", "/api/v1/tickets?status=open,pending,on_hold"),
        ("  with a missed deadline", "/api/v1/tickets?sla_breached=true"),
        ("answers of requesters", "/api/v1/csat?is_answered=true"),
        ("contacts", "/api/v1/contacts"),
        ("companies", "/api/v1/companies"),
        ("agents", "/api/v1/users"),
        ("assets", "/api/v1/assets"),
        ("articles", "/api/v1/knowledge-base"),
        ("problems", "/api/v1/problems"),
        ("changes", "/api/v1/changes"),
        ("major incidents", "/api/v1/incidents"),
    ];

    public async Task Write(DemoPlan plan, int seed, TimeSpan took, CancellationToken cancellation)
    {
        await Line(
            FormattableString.Invariant(
                $"A month of work in {hands.Organization.Name} ({hands.Organization.Prefix}) since {plan.FirstDay:yyyy-MM-dd}, made in {took.TotalSeconds:0.0} s (seed {seed}):"
            )
        );
        foreach (var (what, list) in Counted)
            await Line(FormattableString.Invariant($"  {await CountOf(list, cancellation), 7:N0} {what}"));
        var token = File.Exists(file.Path) ? $"$(cat {file.Path})" : "<a token of all scopes>";
        await Line(
            $"""

            Look at it next:
              dotnet run --project src/Hub          then open {HubApplication.DefaultUrl}/docs
              curl -H "Authorization: Bearer {token}" "{HubApplication.DefaultUrl}/api/v1/tickets?sla_breached=true&sort=-priority"
              dotnet run --project src/Hub -- demo --live          has work go on, with events to webhooks
            """
        );
    }

    private async Task<long> CountOf(string list, CancellationToken cancellation)
    {
        var parts = list.Split('?');
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"?per_page=1{(parts.Length > 1 ? "&" + parts[1] : "")}"
        );
        var answer = await hands.Api.Send("GET", parts[0], hands.Desk, query: query, cancellation: cancellation);
        return (long)answer.Json["meta"]!["total"]!;
    }

    private Task Line(string text) => output.WriteLineAsync(text);
}
