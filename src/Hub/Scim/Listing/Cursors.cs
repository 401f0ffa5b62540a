using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Hub.Scim.Listing;

/// <summary>Where a list goes on: after a place in one resource type, or at its beginning.</summary>
internal sealed record ListPlace(string Type, Cursor? After);

/// <summary>
/// Writes the place after a page as an opaque text (RFC 9865). It is sealed with the hub's keys and bound to the
/// organization, endpoint, filter and order, so that it can be neither made up nor used elsewhere.
/// </summary>
internal sealed class Cursors(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Hub.Scim.Cursor");

    public string Write(OrganizationId organization, string endpoint, ListRequest request, ListPlace place)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartArray();
            writer.WriteBase64StringValue(Binding(organization, endpoint, request));
            writer.WriteStringValue(place.Type);
            if (place.After is { } after)
            {
                writer.WriteStringValue(after.Id);
                foreach (var value in after.Values)
                    Write(writer, value);
            }
            writer.WriteEndArray();
        }
        return WebEncoders.Base64UrlEncode(protector.Protect(output.WrittenSpan.ToArray()));
    }

    public ScimResult<ListPlace> Read(OrganizationId organization, string endpoint, ListRequest request)
    {
        try
        {
            var plain = protector.Unprotect(WebEncoders.Base64UrlDecode(request.Cursor!));
            var parts = JsonElement.Parse(plain).EnumerateArray().ToArray();
            if (!parts[0].GetBytesFromBase64().AsSpan().SequenceEqual(Binding(organization, endpoint, request)))
                return Invalid;
            var after = parts.Length > 2 ? new Cursor([.. parts.Skip(3).Select(Read)], parts[2].GetString()!) : null;
            return new ListPlace(parts[1].GetString()!, after);
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException or JsonException)
        {
            return Invalid;
        }
    }

    /// <summary>The same for what is made up and for what is another's.</summary>
    private static readonly ScimError Invalid = new(
        400,
        "invalidCursor",
        "The cursor is not one of this list; begin with an empty one."
    );

    private static byte[] Binding(OrganizationId organization, string endpoint, ListRequest request) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{organization}\n{endpoint}\n{request.Fingerprint}"))[..12];

    private static void Write(Utf8JsonWriter writer, FieldValue value)
    {
        writer.WriteStartArray();
        if (value.IsPresent)
            writer.WriteNumberValue((int)value.Kind);
        if (value.IsPresent && value.IsTextual)
            writer.WriteStringValue(value.AsText);
        else if (value.IsPresent && value.Kind == FieldKind.Number)
            writer.WriteNumberValue(value.AsNumber);
        else if (value.IsPresent)
            writer.WriteNumberValue(value.AsInteger);
        writer.WriteEndArray();
    }

    private static FieldValue Read(JsonElement element)
    {
        if (element.GetArrayLength() == 0)
            return FieldValue.Absent;
        var value = element[1];
        return (FieldKind)element[0].GetInt32() switch
        {
            FieldKind.Text => FieldValue.Text(value.GetString()),
            FieldKind.FoldedText => FieldValue.OfFold(value.GetString()),
            FieldKind.Number => FieldValue.Number(value.GetDouble()),
            FieldKind.Flag => FieldValue.Flag(value.GetInt64() != 0),
            FieldKind.Instant => FieldValue.Instant(FieldValue.FromMicroseconds(value.GetInt64())),
            _ => FieldValue.Integer(value.GetInt64()),
        };
    }
}
