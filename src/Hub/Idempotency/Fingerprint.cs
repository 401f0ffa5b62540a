using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Wire.Bodies;

namespace Hub.Idempotency;

/// <summary>What makes two requests the same: method, path and what the body says, however it is spaced.</summary>
internal static class Fingerprint
{
    public static string Of(EndpointFilterInvocationContext context, JsonSerializerOptions json)
    {
        var request = context.HttpContext.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path.Value}\n"));
        if (BodyOf(context) is { } body)
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(body, json.GetTypeInfo(body.GetType())));
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    private static object? BodyOf(EndpointFilterInvocationContext context) =>
        context.Arguments.OfType<IBody>().FirstOrDefault()?.Value;
}
