using System.Net;
using Hub.Domain.Events;
using Hub.Ports.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Hosting;

/// <summary>What was told so far, for tests of what fires it.</summary>
internal static class HeardEvents
{
    /// <summary>The facts of the kind's records with the number, in their order.</summary>
    public static async Task<IReadOnlyList<HubEvent>> EventsOf(this HubHost host, string kind, long id)
    {
        var events = new List<HubEvent>();
        var log = host.App.Services.GetRequiredService<IEventLog>();
        var organization = await host.OrganizationOf(host.Admin);
        await foreach (var happened in log.Since(organization, DateTimeOffset.UnixEpoch, default))
            if (happened.Subject is { Value: Domain.Records.Record record } about && about.Kind.Name == kind)
                if (record.Id == id)
                    events.Add(happened);
        return events;
    }

    /// <summary>The same by name: the action alone.</summary>
    public static async Task<string[]> ActionsOf(this HubHost host, string kind, long id) =>
        [.. (await host.EventsOf(kind, id)).Select(happened => happened.Fact.Action)];

    /// <summary>The answer to a POST below what a created record's answer is about.</summary>
    public static async Task<Answer> Do(this HubClient client, string path, string verb, object? body = null) =>
        await client.Send(HttpMethod.Post, $"{path}/{verb}", body);

    /// <summary>Where a new one is.</summary>
    public static async Task<string> NewAt(this HubClient client, string list, object body) =>
        $"{list}/{(await client.Send(HttpMethod.Post, list, body)).Expect(HttpStatusCode.Created).Id}";

    /// <summary>The number at the end of a record's path.</summary>
    public static long IdOf(string path) => long.Parse(path.Split('/')[^1]);
}
