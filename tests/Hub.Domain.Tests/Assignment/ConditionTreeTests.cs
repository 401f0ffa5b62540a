using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Conditions;
using Hub.Domain.Records;
using Hub.Domain.Tests.Tickets;
using Hub.Domain.Tickets;
using Xunit;

namespace Hub.Domain.Tests.Assignment;

/// <summary>Which tickets conditions mean.</summary>
public sealed class ConditionTreeTests
{
    private static readonly Ticket Ticket = Some.Ticket() with
    {
        Priority = TicketPriority.High,
        Tags = ["VIP", "berlin"],
        DepartmentId = 3,
        ExpectedDate = new DateOnly(2026, 5, 24),
        CustomFields = new Dictionary<string, System.Text.Json.JsonElement>
        {
            ["floor"] = Some.Json("3"),
            ["color"] = Some.Json("\"Blue\""),
            ["due"] = Some.Json("\"2026-06-01\""),
            ["rented"] = Some.Json("true"),
        },
    };

    [Theory]
    [InlineData(true, "subject", "contains", "\"vpn NOT\"")]
    [InlineData(true, "subject", "starts_with", "\"VPN\"")]
    [InlineData(false, "subject", "ends_with", "\"VPN\"")]
    [InlineData(true, "subject", "not_contains", "\"printer\"")]
    [InlineData(true, "status", "equals", "\"open\"")]
    [InlineData(false, "status", "not_in", "[\"open\",\"pending\"]")]
    [InlineData(true, "status_id", "equals", "\"open\"")]
    [InlineData(true, "priority", "at_least", "\"high\"")]
    [InlineData(false, "priority", "greater_than", "\"high\"")]
    [InlineData(true, "priority", "less_than", "\"urgent\"")]
    [InlineData(true, "priority", "in", "[\"low\",\"high\"]")]
    [InlineData(true, "channel", "equals", "\"api\"")]
    [InlineData(true, "department_id", "equals", "3")]
    [InlineData(true, "department_id", "in", "[7,3]")]
    [InlineData(true, "assignee_id", "absent", null)]
    [InlineData(false, "assignee_id", "equals", "3")]
    [InlineData(true, "assignee_id", "not_equals", "3")]
    [InlineData(true, "requester_id", "equals", "5")]
    [InlineData(true, "requester_email", "ends_with", "\"@COMPANY.com\"")]
    [InlineData(true, "tags", "contains", "\"vip\"")]
    [InlineData(false, "tags", "contains", "\"vi\"")]
    [InlineData(true, "tags", "in", "[\"x\",\"Berlin\"]")]
    [InlineData(false, "tags", "not_in", "[\"x\",\"Berlin\"]")]
    [InlineData(true, "tags", "present", null)]
    [InlineData(true, "expected_date", "at_most", "\"2026-05-24\"")]
    [InlineData(false, "expected_date", "less_than", "\"2026-05-24\"")]
    [InlineData(true, "custom_fields.floor", "at_least", "2.5")]
    [InlineData(false, "custom_fields.floor", "equals", "\"3\"")]
    [InlineData(true, "custom_fields.color", "equals", "\"blue\"")]
    [InlineData(true, "custom_fields.due", "greater_than", "\"2026-05-31\"")]
    [InlineData(true, "custom_fields.rented", "equals", "true")]
    [InlineData(true, "custom_fields.rented", "present", null)]
    [InlineData(true, "custom_fields.size", "absent", null)]
    [InlineData(true, "custom_fields.size", "not_equals", "3")]
    public void A_condition_means_what_it_says(bool holds, string field, string asked, string? value)
    {
        var rest = value is null ? "" : $",\"value\":{value}";
        Assert.Equal(holds, Admits(Of(field, asked, rest)));
        Assert.Equal(!holds, Admits("{\"not\":" + Of(field, asked, rest) + "}"));
    }

    [Fact]
    public void Every_operator_that_a_field_offers_is_read()
    {
        var fields = ConditionField.All.Append(ConditionField.Find("custom_fields.any")!);
        foreach (var field in fields)
        foreach (var asked in field.Operators)
        {
            var value = field.Values switch
            {
                ConditionValues.Choice or ConditionValues.Rank => $"\"{field.Choices![0]}\"",
                ConditionValues.Id => "1",
                ConditionValues.Day => "\"2026-05-24\"",
                _ => "\"text\"",
            };
            var rest = asked switch
            {
                ConditionOperator.Present or ConditionOperator.Absent => "",
                ConditionOperator.In or ConditionOperator.NotIn => $",\"value\":[{value}]",
                _ => $",\"value\":{value}",
            };
            Admits(Of(field.Name, Names<ConditionOperator>.Of(asked), rest));
        }
    }

    /// <summary>Against what the same tree means as an expression of truths.</summary>
    [Fact]
    public void Trees_are_put_together_as_logic_has_it() =>
        Prop.ForAll(Trees(4).ToArbitrary(), one => Admits(one.Json) == one.Holds).QuickCheckThrowOnFailure();

    private static Gen<(string Json, bool Holds)> Trees(int depth)
    {
        var leaf = Gen.Elements(
            ("""{"field":"priority","operator":"equals","value":"high"}""", true),
            ("""{"field":"tags","operator":"contains","value":"none"}""", false)
        );
        if (depth == 1)
            return leaf;
        var below = Trees(depth - 1);
        var several = Gen.Choose(1, 3).SelectMany(count => below.ListOf(count));
        return Gen.OneOf(
            leaf,
            below.Select(one => ("{\"not\":" + one.Json + "}", !one.Holds)),
            several.Select(some => ($$"""{"and":[{{Joined(some)}}]}""", some.All(one => one.Holds))),
            several.Select(some => ($$"""{"or":[{{Joined(some)}}]}""", some.Any(one => one.Holds)))
        );
    }

    private static string Joined(IEnumerable<(string Json, bool Holds)> some) =>
        string.Join(',', some.Select(one => one.Json));

    private static string Of(string field, string asked, string rest) =>
        "{" + $"\"field\":\"{field}\",\"operator\":\"{asked}\"{rest}" + "}";

    private static bool Admits(string json)
    {
        var complaints = new List<string>();
        var tree = ConditionTree.Read(Some.Json(json), "", (path, complaint) => complaints.Add($"{path}: {complaint}"));
        Assert.Empty(complaints);
        return tree.Admits(Ticket);
    }
}
