using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;

namespace Hub.Domain.Tests.Tickets;

/// <summary>Tickets in the states that the tests begin with.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Then = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = Then.AddMinutes(5);
    public static readonly Actor Token = new("token", "17", "Integration");
    public static readonly Organization Acme = new(
        new(Guid.Parse("0197a000-0000-7000-8000-000000000001")),
        "Acme",
        "ACME",
        Then
    );

    public static readonly Requester Una = new(
        Guid.Parse("0197a000-0000-7000-8000-0000000000c5"),
        "user@company.com",
        "Uma",
        5
    );

    public static NewTicket Draft(long id = 42) =>
        new()
        {
            Id = id,
            Organization = Acme,
            Subject = "VPN not connecting",
            Description = "Since morning",
            Requester = Una,
        };

    public static Ticket Ticket(long id = 42) => TicketVerbs.Create(Draft(id), Token, Then).State!;

    public static Ticket Ticket(TicketStatus status, long id = 42) =>
        Ticket(id).Update(new TicketPatch { Status = status }, Token, Then).State!.Ticket;

    public static Ticket Merged(long id = 42) => Ticket(id).MergeInto(Ticket(id + 1), Token, Then).State!.Source.Ticket;

    public static Reply Reply(bool isInternal = false) =>
        Ticket().AddReply(new NewReply(5, "Try again", isInternal), Token, Then).State!.Added!;

    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
