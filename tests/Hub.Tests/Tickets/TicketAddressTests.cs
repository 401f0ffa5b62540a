using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Tickets;

/// <summary>A ticket by its number, its code and its uuid, on every route that it has.</summary>
public sealed class TicketAddressTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    public static TheoryData<string> Names => ["id", "code", "uuid", "code, in small letters"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_route_of_a_ticket_takes_it(string name)
    {
        var (id, address) = await NewTicket(name);

        (await hub.Admin.Get(address)).Expect(HttpStatusCode.OK);
        (await hub.Admin.Send(HttpMethod.Put, address, new { subject = "Changed" })).Expect(HttpStatusCode.OK);
        var reply = await hub.Admin.Send(HttpMethod.Post, $"{address}/replies", new { body = "Read" });
        Assert.EndsWith(
            $"/api/v1/tickets/{id}/replies/{reply.Expect(HttpStatusCode.Created).Id}",
            reply.Header("Location")
        );
        (await hub.Admin.Get($"{address}/replies/{reply.Id}")).Expect(HttpStatusCode.OK);
        (await hub.Admin.Send(HttpMethod.Delete, $"{address}/replies/{reply.Id}", null)).Expect(
            HttpStatusCode.NoContent
        );
        var merged = await hub.Admin.Send(
            HttpMethod.Post,
            $"{address}/merge",
            new { merge_into_id = await hub.Admin.NewTicket() }
        );
        Assert.Equal(id, merged.Expect(HttpStatusCode.OK).Id);
        (await hub.Admin.Send(HttpMethod.Delete, address, null)).Expect(HttpStatusCode.NoContent);
        (await hub.Admin.Get(address)).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Another_organization_s_is_404(string name)
    {
        var (_, address) = await NewTicket(name);

        (await hub.Neighbour.Get(address)).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");
    }

    [Fact]
    public async Task Nothing_near_is_taken_for_it()
    {
        var ticket = (await hub.Admin.CreateTicket()).Data;
        var (id, code, uuid) = ((long)ticket["id"]!, (string)ticket["code"]!, (Guid)ticket["uuid"]!);
        var other = new byte[16];
        uuid.TryWriteBytes(other, bigEndian: true, out _);
        other[15] ^= 1;
        string[] near =
        [
            $"OTHER-{id}",
            $"{code[..^$"{id}".Length]}0{id}",
            $"{code}-1",
            $"-{id}",
            $"{id}.0",
            new Guid(other, bigEndian: true).ToString(),
            Guid.NewGuid().ToString(),
            "ffffffff-ffff-7fff-bfff-ffffffffffff",
        ];

        foreach (var name in near)
            (await hub.Admin.Get($"/api/v1/tickets/{Uri.EscapeDataString(name)}")).ExpectProblem(
                HttpStatusCode.NotFound,
                "ticket_not_found"
            );
    }

    [Fact]
    public async Task A_reply_names_its_ticket_in_all_three_ways_wherever_it_is_shown()
    {
        var ticket = (await hub.Admin.CreateTicket()).Data;
        var id = (long)ticket["id"]!;

        var added = (await hub.Admin.AddReply(id, new { body = "Read" })).Expect(HttpStatusCode.Created).Data;
        var read = (await hub.Admin.Get($"/api/v1/tickets/{id}/replies/{added["id"]}")).Data;
        var inside = (await hub.Admin.GetTicket(id)).Data["replies"]![0]!;

        foreach (var reply in new[] { added, read, inside })
        {
            Assert.Equal(id, (long)reply["ticket_id"]!);
            Assert.True(JsonNode.DeepEquals(ticket["code"], reply["ticket_code"]));
            Assert.True(JsonNode.DeepEquals(ticket["uuid"], reply["ticket_uuid"]));
        }
    }

    private async Task<(long Id, string Address)> NewTicket(string name)
    {
        var ticket = (await hub.Admin.CreateTicket()).Expect(HttpStatusCode.Created).Data;
        var address = ticket[name.Split(',')[0]]!.ToString();
        return ((long)ticket["id"]!, $"/api/v1/tickets/{(name.Contains(',') ? address.ToLowerInvariant() : address)}");
    }
}
