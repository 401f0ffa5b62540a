using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Connector.Rules;

/// <summary>How much a rule weighs: whether certification refuses, reviewers ask, or the best do it.</summary>
internal enum Level
{
    Must,
    Should,
    Best,
}

/// <summary>What a connector keeps to, and the places where one does not.</summary>
internal sealed record Rule(string Id, Level Level, string Says, Func<ConnectorFiles, IEnumerable<string>> Findings)
{
    public static readonly IReadOnlyList<Rule> All =
    [
        .. FileRules.All,
        .. SchemaRules.All,
        .. InfoRules.All,
        .. PropertiesRules.All,
        .. OperationRules.All,
        .. PathRules.All,
        .. FieldRules.All,
        .. TriggerRules.All,
        .. DynamicRules.All,
        .. BestRules.All,
    ];

    public override string ToString() => $"{Id} ({Level}): {Says}";
}

/// <summary>Looks that several groups of rules take.</summary>
internal static partial class Look
{
    /// <summary>A finding, unless it holds.</summary>
    public static IEnumerable<string> Unless(bool holds, string finding) => holds ? [] : [finding];

    public static IEnumerable<string> Texts(JsonNode? list) =>
        (list as JsonArray ?? []).Select(static one => (string?)one ?? "");

    public static IEnumerable<string> Repeated(IEnumerable<string> values) =>
        values.GroupBy(static one => one).Where(static same => same.Count() > 1).Select(static same => same.Key);

    public static bool NamesProduct(string text) => Products().IsMatch(text);

    public static bool IsEnglish(string text) => text.All(static one => one is >= ' ' and <= '~');

    public static bool EndsInPunctuation(string text) => text.Length > 0 && text[^1] is '.' or '!' or '?';

    [GeneratedRegex(
        @"Power\s?Automate|Power\s?Apps|Power\s?Platform|Power\s?BI|Power Virtual Agents|Copilot|Logic Apps|Microsoft Flow|Dataverse",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Products();
}
