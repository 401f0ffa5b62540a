using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.TimeEntries;

/// <summary>What tests of time entries do: log time, change it, and read it again.</summary>
internal static class TimeEntryCalls
{
    public static Task<Answer> LogTime(this HubClient client, object ticket, object fields) =>
        client.Send(HttpMethod.Post, ListOf(ticket), fields);

    /// <summary>The path of time that is logged.</summary>
    public static async Task<string> NewTime(this HubClient client, long ticket, object? fields = null) =>
        $"{ListOf(ticket)}/{(await client.LogTime(ticket, fields ?? new { minutes = 30 })).Expect(HttpStatusCode.Created).Id}";

    public static Task<Answer> Change(
        this HubClient client,
        string path,
        object fields,
        params (string, string)[] headers
    ) => client.Send(HttpMethod.Patch, path, fields, headers);

    public static Task<Answer> Delete(this HubClient client, string path, params (string, string)[] headers) =>
        client.Send(HttpMethod.Delete, path, null, headers);

    /// <summary>The minutes on the list, in its order, with commas between them.</summary>
    public static async Task<string> MinutesOf(this HubClient client, long ticket, string query = "") =>
        string.Join(
            ',',
            (await client.Get($"{ListOf(ticket)}?{query}"))
                .Expect(HttpStatusCode.OK)
                .Items.Select(one => (int)one!["minutes"]!)
        );

    public static string ListOf(object ticket) => $"/api/v1/tickets/{ticket}/time-entries";
}
