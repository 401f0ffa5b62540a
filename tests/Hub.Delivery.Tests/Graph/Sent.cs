using System.Net.Http.Headers;
using System.Text;
using Hub.Delivery.Egress;
using Hub.Delivery.Graph;

namespace Hub.Delivery.Tests.Graph;

internal static class Sent
{
    public const string Body = """{"message":{"subject":"Käse 🧀 \u0026 more"}}""";

    public static async Task<EgressResult> Post(
        this GraphClient client,
        Uri address,
        string body = Body,
        CancellationToken ct = default
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("X-Webhook-Signature", "sha256=of-the-dialect");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer of-somebody-else");
        return await client.Send(request, ct);
    }
}
