using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Domain.People;

namespace Hub.People;

/// <summary>Writes the few things that the REST API knows of an agent into the profile, beside all that it does not.</summary>
internal static class ProfileEdits
{
    private static readonly JsonWriterOptions Writing = new()
    {
        // Never part of a web page, so text stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The profile as it is stored.</summary>
    public static Attributes ToProfile(JsonObject profile)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output, Writing))
            profile.WriteTo(writer);
        return new Attributes(output.WrittenSpan.ToArray());
    }

    public static void Set(JsonObject profile, string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            profile.Remove(name);
        else
            profile[name] = value;
    }

    /// <summary>A name in one piece replaces the pieces that somebody else gave.</summary>
    public static void SetName(JsonObject profile, string name)
    {
        profile["displayName"] = name;
        profile["name"] = new JsonObject { ["formatted"] = name };
    }

    /// <summary>The primary value of a list, or the first; an absent one goes.</summary>
    public static void SetFirst(JsonObject profile, string list, string? value)
    {
        var values = profile[list] as JsonArray ?? [];
        var entries = values.OfType<JsonObject>().ToList();
        var first = entries.Find(entry => entry["primary"]?.GetValueKind() == JsonValueKind.True)
            ?? entries.FirstOrDefault();
        if (string.IsNullOrEmpty(value))
            values.Remove(first);
        else if (first is not null)
            first["value"] = value;
        else
            values.Add(
                new JsonObject
                {
                    ["value"] = value,
                    ["type"] = "work",
                    ["primary"] = true,
                }
            );
        if (values.Count == 0)
            profile.Remove(list);
        else if (values.Parent is null)
            profile[list] = values;
    }

    public static void SetDepartment(JsonObject profile, string? name)
    {
        var enterprise = profile[PeopleDocuments.Enterprise] as JsonObject ?? [];
        Set(enterprise, "department", name);
        if (enterprise.Count == 0)
            profile.Remove(PeopleDocuments.Enterprise);
        else if (enterprise.Parent is null)
            profile[PeopleDocuments.Enterprise] = enterprise;
    }
}
