using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.TicketFields;
using Xunit;

namespace Hub.Domain.Tests.TicketFields;

public sealed class CustomFieldValuesTests
{
    private static readonly string[] Written =
    [
        "\"x\"",
        "\"\"",
        "\"ÅNGSTRÖM\"",
        "\"Small\"",
        "\"sMALL\"",
        "\"straße\"",
        "\"2026-12-24\"",
        "\" 2026-12-24T23:30:00-02:00 \"",
        "\"20261224\"",
        "\"0001-01-01\"",
        "\"9999-12-31T23:59:59Z\"",
        "\"12\"",
        "\" -1.50e2 \"",
        "\"1e999\"",
        "\"01\"",
        "0",
        "-0.0",
        "12",
        "12.0",
        "1e3",
        "1e999",
        "9007199254740993",
        "9223372036854775807",
        "true",
        "[]",
        "[\"Small\"]",
        "{}",
    ];

    /// <summary>What is kept is what it comes to when it is read again, and is found by what it says.</summary>
    [Fact]
    public void What_is_kept_stays_as_it_is_and_is_found() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Cases.ToArbitrary(), one =>
            {
                var (field, written) = one;
                var kept = field.Read(JsonElement.Parse(written), out var complaint);
                if (complaint is not null)
                    return;
                Assert.True(JsonElement.DeepEquals(kept, field.Read(kept, out var again)));
                Assert.Null(again);
                var sought = field.Sought(kept.ToString());
                var found = Assert.Single(
                    CustomFieldValues.Found(new Dictionary<string, JsonElement> { [field.Key] = kept })
                );
                Assert.Equal(sought, found[field.FoundBy() == "number" ? 2 : 1]);
            }));

    [Theory]
    [InlineData(CustomFieldType.Date, "\"2026-12-24T23:30:00-02:00\"", "\"2026-12-25\"")]
    [InlineData(CustomFieldType.Number, "\" -1.50e2 \"", "-1.50e2")]
    [InlineData(CustomFieldType.Choice, "\"STRASSE\"", "\"straße\"")]
    [InlineData(CustomFieldType.Person, "\"12\"", "12")]
    public void Forms_that_mean_the_same_are_kept_in_one(CustomFieldType type, string written, string kept) =>
        Assert.Equal(kept, Field(type).Read(JsonElement.Parse(written), out _).GetRawText().Replace("\\u00DF", "ß"));

    private static Gen<(CustomField, string)> Cases =>
        from type in Gen.Elements(Enum.GetValues<CustomFieldType>())
        from written in Gen.OneOf(
            Gen.Elements(Written),
            ArbMap
                .Default.GeneratorFor<string>()
                .Where(text => text is not null)
                .Select(text => JsonSerializer.Serialize(text)),
            ArbMap.Default.GeneratorFor<long>().Select(number => $"{number}"),
            ArbMap
                .Default.GeneratorFor<double>()
                .Where(double.IsFinite)
                .Select(number => JsonSerializer.Serialize(number))
        )
        select (Field(type), written);

    private static CustomField Field(CustomFieldType type) =>
        new()
        {
            Key = "one",
            Label = "One",
            Type = type,
            Choices = ["Small", "straße"],
        };
}
