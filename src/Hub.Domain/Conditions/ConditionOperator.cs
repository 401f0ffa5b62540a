using System.Text.Json.Serialization;

namespace Hub.Domain.Conditions;

/// <summary>What a condition asks of a field.</summary>
public enum ConditionOperator
{
    [JsonStringEnumMemberName("equals")]
    Is,

    [JsonStringEnumMemberName("not_equals")]
    IsNot,

    /// <summary>Is one of some; of a list: has any of them.</summary>
    [JsonStringEnumMemberName("in")]
    In,

    [JsonStringEnumMemberName("not_in")]
    NotIn,

    /// <summary>Has the text in it; of a list: has it.</summary>
    [JsonStringEnumMemberName("contains")]
    Contains,

    [JsonStringEnumMemberName("not_contains")]
    NotContains,

    [JsonStringEnumMemberName("starts_with")]
    StartsWith,

    [JsonStringEnumMemberName("ends_with")]
    EndsWith,

    [JsonStringEnumMemberName("less_than")]
    LessThan,

    [JsonStringEnumMemberName("at_most")]
    AtMost,

    [JsonStringEnumMemberName("greater_than")]
    GreaterThan,

    [JsonStringEnumMemberName("at_least")]
    AtLeast,

    /// <summary>Has a value at all.</summary>
    [JsonStringEnumMemberName("present")]
    Present,

    [JsonStringEnumMemberName("absent")]
    Absent,
}
