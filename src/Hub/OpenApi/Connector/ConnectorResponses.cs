using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>One answer with a schema, the successful one; the others by their text.</summary>
internal static class ConnectorResponses
{
    private static readonly HashSet<string> ShownHeaders = ["Location", "ETag"];

    /// <summary>What a flow never meets, or cannot do anything about.</summary>
    private static readonly string[] Untold = ["304", "415", "default"];

    public static void Adapt(JsonObject swagger)
    {
        foreach (var operation in swagger.Operations())
        {
            var responses = operation.Json["responses"]!.AsObject();
            foreach (var status in Untold)
                responses.Remove(status);
            foreach (var (status, response) in responses.ToList())
                if (status.StartsWith('2'))
                    KeepHeaders(response!.AsObject());
                else
                    responses[status] = new JsonObject { ["description"] = (string)response!["description"]! };
        }
    }

    private static void KeepHeaders(JsonObject response)
    {
        if (response["headers"] is not JsonObject headers)
            return;
        foreach (var name in headers.Select(header => header.Key).Where(name => !ShownHeaders.Contains(name)).ToList())
            headers.Remove(name);
        if (headers.Count == 0)
            response.Remove("headers");
    }
}
