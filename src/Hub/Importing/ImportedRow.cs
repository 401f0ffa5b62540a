using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Hub.Domain.Documents;

namespace Hub.Importing;

/// <summary>
/// Which record a row of another system became. Its number is set aside before the record is made, so that an import that was
/// cut short anywhere makes nothing twice when it is run again.
/// </summary>
internal sealed record ImportedRow(long Number, bool IsDone)
{
    public static readonly DocumentType<ImportedRow> Document = new("imported_row", static () =>
        ImportedRowJson.Default.ImportedRow
    );

    public static string PartitionOf(string source, string kind) => $"import-{KeyOf(source)}-{kind}";

    /// <summary>Other systems' ids may have characters that no document's id may have.</summary>
    public static string KeyOf(string externalId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(externalId)).AsSpan(0, 16));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ImportedRow))]
internal sealed partial class ImportedRowJson : JsonSerializerContext;
