using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hub.Connector.Rules;
using Hub.Tests.Hosting;

namespace Hub.Connector.Platform;

/// <summary>
/// A connection as the platform has it: it knows the two files and what somebody filled in, and nothing else of the hub.
/// </summary>
internal sealed partial class Connection(
    ConnectorFiles files,
    HttpClient http,
    JsonObject parameters,
    string? accessToken = null
)
{
    public ConnectorFiles Files => files;

    /// <summary>With a token, by the set of parameters that asks for one.</summary>
    public static Connection WithToken(HttpClient http, string token)
    {
        var files = ConnectorFiles.OfRepository();
        var set = files.ConnectionParameters.Single(one => (string?)one.Json["type"] == "securestring");
        return new(files, http, new JsonObject { ["host_name"] = http.BaseAddress!.Authority, [set.Name] = token });
    }

    /// <summary>With a work account or a managed identity, by the set of parameters that signs in with Entra ID.</summary>
    public static async Task<Connection> WithWorkAccount(HttpClient http, WorkAccount account)
    {
        var files = ConnectorFiles.OfRepository();
        var setting = files.ConnectionParameters.Single(one => (string?)one.Json["type"] == "oauthSetting").Json;
        var token = await account.SignIn(setting["oAuthSettings"]!);
        return new(files, http, new JsonObject { ["host_name"] = http.BaseAddress!.Authority }, token);
    }

    /// <param name="given">By names as the designer has them: parameters by their own, fields of the body behind <c>body/</c>.</param>
    public async Task<Answer> Call(string id, JsonObject? given = null)
    {
        var operation = files.Find(id) ?? throw new InvalidOperationException($"There is no {id}.");
        var values = WithDefaults(operation, given ?? []);
        var (path, query) = (operation.Path, new List<string>());
        foreach (var parameter in operation.Parameters)
        {
            var name = (string)parameter["name"]!;
            if ((string?)parameter["in"] == "body" || values[name] is not { } value)
                continue;
            if ((string?)parameter["in"] == "path")
                path = path.Replace($"{{{name}}}", Uri.EscapeDataString($"{value}"), StringComparison.Ordinal);
            else if ((string?)parameter["in"] == "query")
                query.Add($"{name}={Uri.EscapeDataString($"{value}")}");
        }
        Assert.DoesNotContain('{', path);
        return await Send(
            new HttpMethod(operation.Verb.ToUpperInvariant()),
            $"{Host}{path}{(query.Count > 0 ? $"?{string.Join('&', query)}" : "")}",
            operation.Body is null ? null
                : operation.TakesFile ? values["body"]
                : BodyOf(values)
        );
    }

    /// <summary>Subscribes a flow, as saving or turning it on does.</summary>
    public async Task<FlowRun> Subscribe(string id, string callback, JsonObject? given = null)
    {
        var operation = files.Find(id)!;
        var field = Assert.Single(TriggerRules.Callbacks(operation));
        var values = (given ?? []).DeepClone().AsObject();
        values[field.Place[(field.Place.IndexOf("/body", StringComparison.Ordinal) + 1)..]] = callback;
        var answer = (await Call(id, values)).Expect(System.Net.HttpStatusCode.Created);
        var location = new Uri(answer.Header("Location")!);
        Assert.Equal(http.BaseAddress!.Authority, location.Authority);
        return new FlowRun(this, operation, location);
    }

    /// <summary>As turning a flow off does: at the place that the subscription named, with nothing but the connection's own.</summary>
    public Task<Answer> Unsubscribe(Uri location) => Send(HttpMethod.Delete, location.ToString(), null);

    /// <summary>What a dropdown shows.</summary>
    public async Task<IReadOnlyList<(string Title, JsonNode Value)>> Options(
        DynamicCall call,
        JsonObject? around = null
    )
    {
        var given = new JsonObject();
        foreach (var (name, value) in call.Arguments)
            given[name] = value is JsonObject from
                ? around![(string)from["parameter"]!]!.DeepClone()
                : value!.DeepClone();
        var answer = (await Call(call.Called!, given)).Expect(System.Net.HttpStatusCode.OK);
        var items = Follow(answer.Json, (string)call.Json["value-collection"]!)!.AsArray();
        return
        [
            .. items.Select(item =>
                (
                    $"{Follow(item!, (string)call.Json["value-title"]!)}",
                    Follow(item!, (string)call.Json["value-path"]!)!
                )
            ),
        ];
    }

    /// <summary>The schema that a dynamic one turns out to be, as the older and the newer words find it.</summary>
    public async Task<JsonObject> SchemaOf(JsonObject site, JsonObject around)
    {
        var (older, newer) = (site["x-ms-dynamic-schema"]!, site["x-ms-dynamic-properties"]!);
        async Task<JsonObject> Ask(JsonNode call, string reference, string path)
        {
            var given = new JsonObject();
            foreach (var (name, value) in call["parameters"] as JsonObject ?? [])
                given[name] = around[((string)value![reference]!).Split('/')[^1]]!.DeepClone();
            var answer = (await Call((string)call["operationId"]!, given)).Expect(System.Net.HttpStatusCode.OK);
            return Follow(answer.Json, (string)call[path]!)!.AsObject();
        }
        var one = await Ask(older, "parameter", "value-path");
        Assert.True(JsonNode.DeepEquals(one, await Ask(newer, "parameterReference", "itemValuePath")));
        return one;
    }

    /// <summary>What a value is that fits a schema of the definition.</summary>
    public IEnumerable<string> Misfits(JsonObject schema, JsonNode? value)
    {
        // What the schema's words mean comes first; the library reads on by it.
        var whole = new JsonObject { ["$schema"] = SchemaRules.Draft };
        foreach (var (keyword, said) in Contracts.Schemas.Resolved(files.Definition, schema)!.AsObject())
            whole[keyword] = said?.DeepClone();
        // The library's schemas are not made for several at once.
        lock (Known)
        {
            if (!Known.TryGetValue(whole.ToJsonString(), out var known))
                Known[whole.ToJsonString()] = known = Json.Schema.JsonSchema.FromText(whole.ToJsonString());
            return [.. Contracts.Schemas.Violations(known, value)];
        }
    }

    private static readonly Dictionary<string, Json.Schema.JsonSchema> Known = [];

    /// <summary>Where requests go: the policy's address, of this connection. It is https but for a hub on this machine.</summary>
    private string Host =>
        Filled((string)Policy("dynamichosturl")["x-ms-apimTemplateParameter.urlTemplate"]!)
            .Replace("https:", $"{http.BaseAddress!.Scheme}:", StringComparison.Ordinal);

    private async Task<Answer> Send(HttpMethod method, string address, JsonNode? body)
    {
        var header = Policy("setheader");
        using var request = new HttpRequestMessage(method, address);
        // What a sign-in has put there stays.
        if (accessToken is not null && (string?)header["x-ms-apimTemplateParameter.existsAction"] == "skip")
            request.Headers.Authorization = new("Bearer", accessToken);
        else
            request.Headers.Add(
                (string)header["x-ms-apimTemplateParameter.name"]!,
                Filled((string)header["x-ms-apimTemplateParameter.value"]!)
            );
        // What flows have of a file is its type and its bytes; the bytes are what is sent.
        if (body?["$content"] is { } content)
            request.Content = new ByteArrayContent(Convert.FromBase64String((string)content!))
            {
                Headers = { ContentType = new MediaTypeHeaderValue((string)body["$content-type"]!) },
            };
        else if (body is not null)
            request.Content = new StringContent(
                body.ToJsonString(),
                Encoding.UTF8,
                new MediaTypeHeaderValue("application/json")
            );
        using var response = await http.SendAsync(request);
        return new(
            response.StatusCode,
            response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(one => one.Key, one => string.Join(", ", one.Value)),
            await response.Content.ReadAsStringAsync()
        );
    }

    private JsonNode Policy(string template) =>
        files.Policies.Single(one => (string?)one["templateId"] == template)["parameters"]!;

    private string Filled(string template) =>
        Parameter().Replace(template, match => (string)parameters[match.Groups[1].Value]!);

    private static JsonObject WithDefaults(ConnectorOperation operation, JsonObject given)
    {
        var known = operation
            .Takes.Select(one => one.Name)
            .Concat(
                operation.BodyFields.Select(one =>
                    one.Place[(one.Place.IndexOf("/body", StringComparison.Ordinal) + 1)..]
                )
            )
            .Append(operation.TakesFile ? "body" : "")
            .ToHashSet();
        Assert.All(given, one => Assert.True(known.Contains(one.Key), $"{operation} takes no {one.Key}"));
        var values = given.DeepClone().AsObject();
        foreach (
            var parameter in operation.Parameters.Where(one =>
                (bool?)one["required"] == true && one["default"] is not null
            )
        )
            values.TryAdd((string)parameter["name"]!, parameter["default"]!.DeepClone());
        return values;
    }

    private static JsonObject BodyOf(JsonObject values)
    {
        var body = new JsonObject();
        foreach (var (name, value) in values.Where(one => one.Key.StartsWith("body/", StringComparison.Ordinal)))
        {
            var (at, steps) = (body, name.Split('/')[1..]);
            foreach (var step in steps[..^1])
                at = (at[step] ??= new JsonObject()).AsObject();
            at[steps[^1]] = value?.DeepClone();
        }
        return body;
    }

    private static JsonNode? Follow(JsonNode node, string path) =>
        path.Split('/').Aggregate((JsonNode?)node, (at, name) => at?[name]);

    [GeneratedRegex(@"@connectionParameters\('(\w+)'(?:,'')?\)")]
    private static partial Regex Parameter();
}

/// <summary>A flow that is turned on.</summary>
internal sealed record FlowRun(Connection Connection, ConnectorOperation Trigger, Uri Location)
{
    public string Id => Location.Segments[^1];

    public async Task TurnOff() => (await Connection.Unsubscribe(Location)).Expect(System.Net.HttpStatusCode.NoContent);
}
