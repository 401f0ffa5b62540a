using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Contacts;

/// <summary>The routes of contacts and companies as a caller sees them, with an address or a name that nobody has yet.</summary>
internal static class ContactCalls
{
    public const string Contacts = "/api/v1/contacts";
    public const string Companies = "/api/v1/companies";

    private static int number;

    public static string NewAddress(string domain = "example.org") =>
        $"una{Interlocked.Increment(ref number)}@{domain}";

    public static Task<Answer> CreateContact(this HubClient hub, object fields, params (string, string)[] headers) =>
        hub.Send(HttpMethod.Post, Contacts, fields, headers);

    public static async Task<Answer> NewContact(this HubClient hub, object? fields = null) =>
        (await hub.CreateContact(fields ?? new { email = NewAddress() })).Expect(HttpStatusCode.Created);

    public static Task<Answer> GetContact(this HubClient hub, long id) => hub.Get($"{Contacts}/{id}");

    public static Task<Answer> UpdateContact(this HubClient hub, long id, object fields) =>
        hub.Send(HttpMethod.Put, $"{Contacts}/{id}", fields);

    public static async Task DeleteContact(this HubClient hub, long id) =>
        (await hub.Send(HttpMethod.Delete, $"{Contacts}/{id}", null)).Expect(HttpStatusCode.NoContent);

    public static async Task<long[]> ContactsWhere(this HubClient hub, string query) =>
        [.. (await hub.Get($"{Contacts}?{query}")).Expect(HttpStatusCode.OK).Items.Select(one => (long)one!["id"]!)];

    public static Task<Answer> CreateCompany(this HubClient hub, params string[] domains) =>
        hub.Send(HttpMethod.Post, Companies, new { name = $"Company {Interlocked.Increment(ref number)}", domains });

    public static async Task<long> NewCompany(this HubClient hub, params string[] domains) =>
        (await hub.CreateCompany(domains)).Expect(HttpStatusCode.Created).Id;

    public static Task<Answer> AskFrom(this HubClient hub, string email, string? name = null) =>
        hub.CreateTicket(
            new
            {
                subject = "VPN",
                description = "Since this morning",
                requester_email = email,
                requester_name = name,
            }
        );
}
