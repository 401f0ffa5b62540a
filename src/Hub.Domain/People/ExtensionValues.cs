using System.Text.Json;
using Hub.Domain.Documents;
using Hub.Domain.Text;

namespace Hub.Domain.People;

/// <summary>
/// The attributes of extensions that an operator configured, one row a value under its full name, as in
/// <c>urn:example:params:scim:schemas:extension:desk:2.0:User:shift.start</c>. A value is there once as text without
/// regard to case and once exactly, or as the number, flag or instant that it is.
/// </summary>
public static class ExtensionValues
{
    internal static readonly Field[] Fields =
    [
        new("attribute", FieldKind.Text, Common: true),
        new("folded", FieldKind.FoldedText),
        new("exact", FieldKind.Text),
        new("number", FieldKind.Number),
        new("flag", FieldKind.Flag, Common: true),
        new("instant", FieldKind.Instant),
    ];

    internal static IEnumerable<FieldValue[]> Of(Attributes? profile)
    {
        if (profile is null)
            yield break;
        foreach (var member in profile.Root.EnumerateObject())
            if (member.Name.StartsWith("urn:", StringComparison.Ordinal) && member.Name != PeopleDocuments.Enterprise)
                foreach (var row in Rows(member.Name + ":", member.Value, ':'))
                    yield return row;
    }

    private static IEnumerable<FieldValue[]> Rows(string path, JsonElement value, char last) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value
                .EnumerateObject()
                .SelectMany(member =>
                    Rows(last == ':' ? path + member.Name : $"{path}.{member.Name}", member.Value, '.')
                ),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(element => Rows(path, element, '.')),
            _ => [Row(path, value)],
        };

    private static FieldValue[] Row(string path, JsonElement value)
    {
        var text = Attributes.TextOf(value);
        var instant = IsoInstant.TryRead(text, out var at) ? at : (DateTimeOffset?)null;
        return
        [
            FieldValue.Text(path),
            FieldValue.Folded(text),
            FieldValue.Text(text),
            FieldValue.Number(value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null),
            FieldValue.Flag(value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null),
            FieldValue.Instant(instant),
        ];
    }
}
