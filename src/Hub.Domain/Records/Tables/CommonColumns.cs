using static Hub.Domain.Records.Tables.Column;

namespace Hub.Domain.Records.Tables;

/// <summary>Columns that most kinds of business record have.</summary>
internal static class CommonColumns
{
    /// <param name="sample">As the notes of the kind's sample.</param>
    public static Column Notes(string sample) =>
        OfText("notes", 5000, "What else there is to know.").Sample($"\"{sample}\"");

    /// <param name="text">What the company is to the record, in a sentence.</param>
    public static Column OfCompany(string text, string name = "company_id") =>
        OfReference(name, "company", text).Filtered().Sample("41");

    /// <param name="text">What the agent is to the record, in a sentence.</param>
    public static Column OfAgent(string name, string text) => OfReference(name, "agent", text).Filtered().Sample("12");

    /// <summary>What people call a record by, unique in the organization.</summary>
    public static Column Number(string sample) =>
        OfText("number", 50, "What people call it by, unique in the organization.")
            .Required()
            .Unique()
            .Searched()
            .Sorted()
            .Sample($"\"{sample}\"");

    /// <summary>A name that no other record of the kind has.</summary>
    public static Column UniqueName(string sample) =>
        OfText("name", 200, "What it is called, unique in the organization whatever the case.")
            .Required()
            .Unique()
            .Searched()
            .Sorted()
            .Sample($"\"{sample}\"");

    /// <summary>What a record is of: so many of something at a price each.</summary>
    public static Column LinesOf(string text) =>
        OfLines(
                "lines",
                text,
                OfText("description", 255, "What it is.").Required(),
                OfInteger("quantity", 1, 1_000_000, "How many.").Required(),
                OfMoney("unit_price", "What one costs.").Required()
            )
            .Required();
}
