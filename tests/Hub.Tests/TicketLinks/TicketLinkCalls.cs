using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.TicketLinks;

/// <summary>What tests of links between tickets do.</summary>
internal static class TicketLinkCalls
{
    public static Task<Answer> Link(this HubClient client, long ticket, string type, long other) =>
        client.Send(HttpMethod.Post, LinksOf(ticket), new { type, ticket_id = other });

    /// <summary>As in <c>blocks 2, relates_to 3</c>.</summary>
    public static async Task<string> LinksSeenFrom(this HubClient client, long ticket) =>
        string.Join(
            ", ",
            (await client.Get(LinksOf(ticket)))
                .Expect(HttpStatusCode.OK)
                .Items.Select(link => $"{link!["type"]} {link["ticket_id"]}")
        );

    public static string LinksOf(long ticket) => $"/api/v1/tickets/{ticket}/links";
}
