using System.Text;

namespace Hub.OpenApi.Connector;

/// <summary>Names as people read them: <c>department_id</c> is Department ID.</summary>
internal static class Titles
{
    public static string Of(string name) =>
        name == "q" ? "Search Text" : string.Join(' ', Words(name).Select(Capitalized));

    /// <summary>Whose id stands in a path: the resource that the path names first.</summary>
    public static string OfId(string path) => $"{Capitalized(path.Split('/')[1].TrimEnd('s'))} ID";

    private static string Capitalized(string word) =>
        word.ToLowerInvariant() switch
        {
            "api" => "API",
            "csat" => "CSAT",
            "sla" => "SLA",
            "id" => "ID",
            "ids" => "IDs",
            "url" => "URL",
            "uuid" => "UUID",
            "ms" => "(ms)",
            "todo" => "To Do",
            "pagerduty" => "PagerDuty",
            var lower => char.ToUpperInvariant(lower[0]) + lower[1..],
        };

    /// <summary>Parts of snake_case, kebab-case and camelCase.</summary>
    private static string[] Words(string name)
    {
        var spaced = new StringBuilder();
        foreach (var character in name)
            if (character is '_' or '-')
                spaced.Append(' ');
            else if (char.IsUpper(character) && spaced.Length > 0 && char.IsLower(spaced[^1]))
                spaced.Append(' ').Append(character);
            else
                spaced.Append(character);
        return spaced.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
