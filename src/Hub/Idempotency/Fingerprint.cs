using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Domain.Json;
using Hub.Wire.Bodies;

namespace Hub.Idempotency;

/// <summary>What makes two requests the same: method, path and the value of the body, in whatever order it has its members.</summary>
internal static class Fingerprint
{
    public static string Of(EndpointFilterInvocationContext context, JsonSerializerOptions json)
    {
        var request = context.HttpContext.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, $"{request.Method} {request.Path.Value}\n");
        if (BodyOf(context) is { } body)
            Append(hash, JsonSerializer.SerializeToElement(body, json.GetTypeInfo(body.GetType())));
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>
    /// The same by the rule of former hubs, which knew requests apart that differ in nothing but order: a repeat of what one of
    /// them has carried out is known by it, for as long as keys are kept.
    /// </summary>
    public static string FormerOf(EndpointFilterInvocationContext context, JsonSerializerOptions json)
    {
        var request = context.HttpContext.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, $"{request.Method} {request.Path.Value}\n");
        if (BodyOf(context) is { } body)
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(body, json.GetTypeInfo(body.GetType())));
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    private static object? BodyOf(EndpointFilterInvocationContext context) =>
        context.Arguments.OfType<IBody>().FirstOrDefault()?.Value;

    private static void Append(IncrementalHash hash, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject().OrderBy(one => one.Name, StringComparer.Ordinal))
                {
                    Append(hash, $"{member.Name.Length}:{member.Name}");
                    Append(hash, member.Value);
                }
                Append(hash, "}");
                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                    Append(hash, element);
                Append(hash, "]");
                break;
            case JsonValueKind.String:
                Append(hash, $"\"{value.GetString()!.Length}:{value.GetString()}");
                break;
            case JsonValueKind.Number:
                AppendNumber(hash, JsonMarshal.GetRawUtf8Value(value));
                break;
            default:
                hash.AppendData(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    /// <summary>1, 1.0 and 10e-1 are one number.</summary>
    private static void AppendNumber(IncrementalHash hash, ReadOnlySpan<byte> number)
    {
        if (WholeNumber.TryNormalize(number, out var isNegative, out var digits, out var exponent))
            Append(hash, $"{(isNegative ? '-' : '+')}{digits}e{exponent};");
        else
            hash.AppendData(number);
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
