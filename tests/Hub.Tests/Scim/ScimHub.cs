using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim;

/// <summary>A running hub for a class of tests. Each test opens an organization of its own, so none sees another's people.</summary>
public sealed class ScimHub : IAsyncLifetime
{
    private int organizations;

    internal HubHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await HubHost.Start();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal async Task<ScimClient> Open()
    {
        var rest = await Host.OpenOrganization($"SCIM{Interlocked.Increment(ref organizations)}");
        return await Provider(Host, rest, "Okta");
    }

    internal static async Task<ScimClient> Provider(HubHost host, HubClient rest, string name, int? limit = null)
    {
        var made = await rest.Send(HttpMethod.Post, "/api/v1/scim-tokens", new { name, requests_per_minute = limit });
        made.Expect(HttpStatusCode.Created);
        return new ScimClient(host.Http, rest, (string)made.Json["token"]!);
    }
}

/// <summary>The SCIM service as an identity provider sees it.</summary>
internal sealed class ScimClient(HttpClient http, HubClient rest, string? token)
{
    public const string Patching = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    public const string UserUrn = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string EnterpriseUrn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    public const string GroupUrn = "urn:ietf:params:scim:schemas:core:2.0:Group";

    /// <summary>The same organization by the REST API, with all scopes.</summary>
    public HubClient Rest { get; } = rest;

    public string? Token { get; } = token;

    public ScimClient As(string? other) => new(http, Rest, other);

    public Task<Answer> Get(string path, params (string, string)[] headers) => Send("GET", path, null, headers);

    public Task<Answer> Post(string path, string body, params (string, string)[] headers) =>
        Send("POST", path, body, headers);

    public Task<Answer> Put(string path, string body, params (string, string)[] headers) =>
        Send("PUT", path, body, headers);

    public Task<Answer> Delete(string path, params (string, string)[] headers) => Send("DELETE", path, null, headers);

    public Task<Answer> Patch(string path, string operations, params (string, string)[] headers) =>
        Send("PATCH", path, $$"""{"schemas":["{{Patching}}"],"Operations":{{operations}}}""", headers);

    public Task<Answer> List(string endpoint, string filter, string more = "") =>
        Get($"{endpoint}?filter={Uri.EscapeDataString(filter)}{more}");

    public async Task<long> Count(string endpoint, string filter) =>
        (long)(await List(endpoint, filter)).Expect(HttpStatusCode.OK).Json["totalResults"]!;

    /// <summary>The user names that a filter finds.</summary>
    public async Task<string[]> Names(string filter, string more = "") =>
        [
            .. (await List("/Users", filter, more)).Expect(HttpStatusCode.OK).Json["Resources"]!
                .AsArray()
                .Select(user => (string)user!["userName"]!)
                .Order(StringComparer.Ordinal),
        ];

    public async Task<string> NewUser(string userName, string more = "") =>
        (string)(await CreateUser(userName, more)).Expect(HttpStatusCode.Created).Json["id"]!;

    public Task<Answer> CreateUser(string userName, string more = "") =>
        Post("/Users", $$"""{"schemas":["{{UserUrn}}"],"userName":"{{userName}}"{{more}}}""");

    public async Task<string> NewGroup(string name, params string[] members) =>
        (string)(await CreateGroup(name, members)).Expect(HttpStatusCode.Created).Json["id"]!;

    public Task<Answer> CreateGroup(string name, params string[] members)
    {
        var list = string.Join(',', members.Select(member => $$"""{"value":"{{member}}"}"""));
        return Post("/Groups", $$"""{"schemas":["{{GroupUrn}}"],"displayName":"{{name}}","members":[{{list}}]}""");
    }

    /// <summary>The user as it is now.</summary>
    public async Task<JsonNode> User(string id) => (await Get($"/Users/{id}")).Expect(HttpStatusCode.OK).Json;

    /// <summary>The ids of a group's members.</summary>
    public async Task<string[]> Members(string group) =>
        [
            .. ((await Get($"/Groups/{group}")).Expect(HttpStatusCode.OK).Json["members"]?.AsArray() ?? [])
                .Select(member => (string)member!["value"]!)
                .Order(StringComparer.Ordinal),
        ];

    public async Task<Answer> Send(
        string method,
        string path,
        string? body,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/scim/v2" + path);
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        var type = headers.FirstOrDefault(header => header.Name == "Content-Type").Value ?? "application/scim+json";
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        foreach (var (name, value) in headers.Where(header => header.Name != "Content-Type"))
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

internal static class ScimAnswers
{
    /// <summary>An error in SCIM's form: the status as a string, the scimType where there is one (RFC 7644, 3.12).</summary>
    public static Answer ExpectError(this Answer answer, int status, string? scimType = null)
    {
        answer.Expect((HttpStatusCode)status);
        Assert.Equal("application/scim+json", answer.Header("Content-Type"));
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", (string)answer.Json["schemas"]![0]!);
        Assert.Equal($"{status}", (string)answer.Json["status"]!);
        Assert.Equal(scimType, (string?)answer.Json["scimType"]);
        Assert.NotEmpty((string)answer.Json["detail"]!);
        return answer;
    }

    public static Answer Ok(this Answer answer) => answer.Expect(HttpStatusCode.OK);
}
