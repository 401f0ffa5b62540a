using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Records;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>The contracts' own samples, typed off their pages.</summary>
public sealed class PublishedContractTests
{
    [Fact]
    public void A_ticketing_body_names_the_tenant_where_one_is_known()
    {
        var created = AllDialects.Ticketing.Events[0].SampleEvent;
        var tenant = new Guid("72f988bf-86f1-41af-91ab-2d7cd011db47");
        var (known, unknown) = (Composed.Of(AllDialects.Ticketing, created with { Tenant = tenant }).Json, Sent());
        Assert.Equal(tenant, known.GetProperty("tenantId").GetGuid());
        Assert.Equal(created.Organization.Value, unknown.GetProperty("tenantId").GetGuid());
        Assert.Equal(known.GetProperty("instanceId").GetGuid(), unknown.GetProperty("instanceId").GetGuid());

        JsonElement Sent() => Composed.Of(AllDialects.Ticketing, created).Json;
    }

    [Fact]
    public void A_mokapen_body_has_four_members()
    {
        var at = new DateTimeOffset(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);
        Assert.StartsWith(
            """{"event":"ticket.created","timestamp":"2026-05-24T10:30:00Z","org_id":849,"data":{"id":1847,"code":"ACME-1847",""",
            System.Text.Encoding.UTF8.GetString(
                AllDialects
                    .Mokapen.Render(Kinds.SampleOf(TicketFacts.Created) with { At = at, OrganizationNumber = 849 })!
                    .BodyFor(Guid.Empty)
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_maktab_body_begins_as_the_published_sample()
    {
        var at = new DateTimeOffset(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);
        var happened = Created(at) with
        {
            Subject = TicketKinds.Ticket.Of(
                TicketOf("Printer not working", TicketPriority.Medium, "user@company.com", null, at) with
                {
                    Id = 1847,
                    DepartmentId = 3,
                }
            ),
        };
        Assert.StartsWith(
            """{"event":"ticket.created","timestamp":"2026-05-24T10:30:00Z","delivery_id":"wh_01K2HZ0Q1EFDPSYG9TFNF2S2RG","data":{"id":1847,"subject":"Printer not working","status":"open","priority":"medium","requester_email":"user@company.com","department_id":3,"created_at":"2026-05-24T10:30:00Z",""",
            Composed.Of(AllDialects.Maktab, happened).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_tiketti_body_begins_as_the_published_sample()
    {
        var at = new DateTimeOffset(2024, 1, 15, 10, 30, 0, TimeSpan.Zero);
        var happened = Created(at) with
        {
            Subject = TicketKinds.Ticket.Of(
                TicketOf("Cannot login", TicketPriority.High, "john@example.com", "John Doe", at)
            ),
        };
        Assert.StartsWith(
            """{"event":"ticket.created","timestamp":"2024-01-15T10:30:00Z","organization_id":"5f0c2a1e-7d43-4b8a-9c55-2e6f1d3b8a07","data":{"id":"0198a3ef-fb10-7c42-8a6e-41d27f90c3b5","code":"ACME-42","subject":"Cannot login","status":"open","priority":"high","contact":{"id":"11111111-2222-3333-4444-555555555555","name":"John Doe","email":"john@example.com"},"created_at":"2024-01-15T10:30:00Z",""",
            Composed.Of(AllDialects.Tiketti, happened).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_contact_without_a_name_goes_by_the_address()
    {
        var at = DateTimeOffset.UnixEpoch;
        var happened = Created(at) with
        {
            Subject = TicketKinds.Ticket.Of(TicketOf("x", TicketPriority.Low, "john@example.com", null, at)),
        };
        var contact = Composed.Of(AllDialects.Tiketti, happened).Json.GetProperty("data").GetProperty("contact");
        Assert.Equal("john@example.com", contact.GetProperty("name").GetString());
    }

    [Fact]
    public void Times_are_utc_and_lose_their_fractions()
    {
        var at = new DateTimeOffset(2026, 5, 24, 12, 30, 0, 999, TimeSpan.FromHours(2));
        var happened = Created(at) with
        {
            Subject = TicketKinds.Ticket.Of(TicketOf("x", TicketPriority.Low, "a@b.example", null, at)),
        };
        foreach (var dialect in new[] { AllDialects.Maktab, AllDialects.Tiketti })
        {
            var json = Composed.Of(dialect, happened).Json;
            Assert.Equal("2026-05-24T10:30:00Z", json.GetProperty("timestamp").GetString());
            Assert.Equal("2026-05-24T10:30:00Z", json.GetProperty("data").GetProperty("created_at").GetString());
        }
    }

    private static HubEvent Created(DateTimeOffset at) => Kinds.SampleOf(TicketFacts.Created) with { At = at };

    private static Ticket TicketOf(
        string subject,
        TicketPriority priority,
        string email,
        string? name,
        DateTimeOffset at
    ) =>
        TicketKinds.Ticket.Sample! with
        {
            Code = "ACME-42",
            Subject = subject,
            Priority = priority,
            Requester = new Requester(new Guid("11111111-2222-3333-4444-555555555555"), email, name),
            CreatedAt = at,
        };
}
