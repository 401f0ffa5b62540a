using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Hub.Tests.Hosting;

/// <summary>The REST API as a caller sees it, with one token.</summary>
/// <param name="operatorToken">What it has for the operator's routes, where that is another one.</param>
internal sealed class HubClient(HttpClient http, string? token, string? operatorToken = null)
{
    public string? Token { get; } = token;

    public Task<Answer> CreateTicket(object? fields = null, params (string, string)[] headers) =>
        Send(HttpMethod.Post, "/api/v1/tickets", fields ?? Samples.Ticket(), headers);

    public async Task<long> NewTicket(object? fields = null) =>
        (await CreateTicket(fields)).Expect(System.Net.HttpStatusCode.Created).Id;

    public Task<Answer> GetTicket(long id, params (string, string)[] headers) => Get($"/api/v1/tickets/{id}", headers);

    public Task<Answer> ListTickets(string query = "") => Get($"/api/v1/tickets?{query}");

    public Task<Answer> UpdateTicket(long id, object fields, params (string, string)[] headers) =>
        Send(HttpMethod.Put, $"/api/v1/tickets/{id}", fields, headers);

    public Task<Answer> DeleteTicket(long id, params (string, string)[] headers) =>
        Send(HttpMethod.Delete, $"/api/v1/tickets/{id}", null, headers);

    public Task<Answer> AddReply(long id, object fields, params (string, string)[] headers) =>
        Send(HttpMethod.Post, $"/api/v1/tickets/{id}/replies", fields, headers);

    public Task<Answer> DeleteReply(long id, long reply) =>
        Send(HttpMethod.Delete, $"/api/v1/tickets/{id}/replies/{reply}", null);

    public Task<Answer> MergeTicket(long id, long into) =>
        Send(HttpMethod.Post, $"/api/v1/tickets/{id}/merge", new { merge_into_id = into });

    public Task<Answer> CreateToken(object fields, params (string, string)[] headers) =>
        Send(HttpMethod.Post, "/api/v1/tokens", fields, headers);

    public Task<Answer> CreateDepartment(object fields, params (string, string)[] headers) =>
        Send(HttpMethod.Post, "/api/v1/departments", fields, headers);

    public Task<Answer> Get(string path, params (string, string)[] headers) =>
        Send(HttpMethod.Get, path, null, headers);

    /// <summary>Agents with the numbers from 1 on; those that are there already stay.</summary>
    public async Task HireAgents(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            if ((await Get($"/api/v1/users/{number}")).Status == HttpStatusCode.OK)
                continue;
            var agent = new { email = $"agent{number}@company.com", name = $"Agent {number}" };
            Assert.Equal(
                number,
                (await Send(HttpMethod.Post, "/api/v1/users", agent)).Expect(HttpStatusCode.Created).Id
            );
        }
    }

    private string? TokenFor(string path) =>
        path.Contains("/operator/", StringComparison.Ordinal) ? operatorToken ?? Token : Token;

    /// <summary>A body that is text is sent as it is, anything else as JSON.</summary>
    public Task<Answer> Send(
        HttpMethod method,
        string path,
        object? body,
        params (string Name, string Value)[] headers
    ) =>
        Send(
            method,
            path,
            body is null
                ? null
                : new StringContent(
                    body as string ?? JsonSerializer.Serialize(body),
                    Encoding.UTF8,
                    "application/json"
                ),
            headers
        );

    /// <summary>A body byte by byte, under whatever name.</summary>
    public Task<Answer> SendBytes(
        HttpMethod method,
        string path,
        byte[] body,
        string? contentType = "application/json",
        string? contentEncoding = null
    )
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (contentEncoding is not null)
            content.Headers.TryAddWithoutValidation("Content-Encoding", contentEncoding);
        return Send(method, path, content, []);
    }

    private async Task<Answer> Send(
        HttpMethod method,
        string path,
        HttpContent? content,
        (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (TokenFor(path) is { } sent)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", sent);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var all = response
            .Headers.Concat(response.Content.Headers)
            .ToDictionary(
                header => header.Key,
                header => string.Join(",", header.Value),
                StringComparer.OrdinalIgnoreCase
            );
        return new Answer(response.StatusCode, all, text);
    }
}

internal static class Samples
{
    /// <summary>When a clock that a test moves begins.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 5, 24, 10, 30, 0, TimeSpan.Zero);

    public static object Ticket(string subject = "VPN not connecting") =>
        new
        {
            subject,
            description = "Cannot connect to office VPN since morning",
            requester_email = "user@company.com",
        };
}
