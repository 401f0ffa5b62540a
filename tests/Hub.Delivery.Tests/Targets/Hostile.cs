using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Delivery.Tests.Targets;

/// <summary>Events as somebody would write them who wants to break messages: markup of every target, every script, any length.</summary>
internal sealed class Hostile(int seed)
{
    private static readonly string[] Pieces =
    [
        "<!channel>",
        "<!here>",
        "<!subteam^S0>",
        "<@U0123>",
        "@everyone",
        "@channel",
        "@here",
        "@all",
        "<users/all>",
        "<@&12345>",
        "<at>All</at>",
        "[click](https://evil.example)",
        "![x](https://evil.example/a.png)",
        "<https://evil.example|click>",
        "**bold** __under__ ~~gone~~ *a* _b_ `c`",
        "||spoiler||",
        "# heading",
        "\n- item\n1. item\n> quote\n| a | b |\n|---|---|\n",
        "```\ncode\n```",
        "<b>bold</b><a href=\"https://evil.example\">a</a><script>alert(1)</script>",
        "{{DATE(2026-05-24T10:30:00Z,SHORT)}}{{ event.type }}",
        "\"},{\"type\":\"TextBlock\",\"text\":\"in\"",
        "\\\" \\n \\u0041 \\",
        "\0\u0001\u001b[31m\u007f\u0085\u2028\u2029",
        "\r\n\t",
        "&amp;&lt;!channel&gt;",
        "\u202eright to left\u202c",
        "👩‍👩‍👧‍👦🏳️‍🌈",
        "日本語の説明、続き",
        "العربية فارسی",
        "ไทยภาษา e\u0301\u0302\u0303",
        "javascript:alert(1)",
        "data:text/html,x",
        "plain words, as most people write",
        ":tada: #general ~town-square $100 100% a@b.example",
        "🇩🇪",
        " ",
    ];

    /// <summary>Values that no person writes: of closed vocabularies, ids, times, addresses of the hub.</summary>
    private static readonly HashSet<string> Closed =
    [
        "type",
        "time",
        "id",
        "uuid",
        "kind",
        "status",
        "priority",
        "severity",
        "urgency",
        "risk",
        "channel",
        "target",
        "lang",
        "code",
        "source",
        "decision",
        "field",
    ];

    /// <summary>What is always there.</summary>
    private static readonly HashSet<string> Required =
    [
        .. Closed,
        "subject",
        "title",
        "name",
        "summary",
        "email",
        "score",
        "requester_name",
        "status_name",
        "field",
        "number",
        "actor",
        "links",
        "organization",
    ];

    private readonly Random random = new(seed);

    /// <summary>The event with everything that somebody may write replaced, and some of what may be absent left out.</summary>
    public JsonElement Of(JsonElement sample)
    {
        var happened = JsonObject.Create(sample)!;
        foreach (var (name, value) in happened.ToList())
            if (value is JsonObject nested && name is not "links" and not "organization")
                Change(nested, isRecord: name is not "actor");
        return JsonElement.Parse(happened.ToJsonString());
    }

    private void Change(JsonObject record, bool isRecord)
    {
        foreach (var (name, value) in record.ToList())
            if (isRecord && !Required.Contains(name) && random.Next(4) == 0)
                record.Remove(name);
            else if (value is JsonObject nested)
                Change(nested, isRecord: true);
            else if (value is JsonValue text && text.TryGetValue<string>(out _) && IsWritten(name))
                record[name] = Text(random.Next(8) == 0 ? 20_000 : 300);
    }

    private static bool IsWritten(string name) =>
        !Closed.Contains(name)
        && !name.EndsWith("_at", StringComparison.Ordinal)
        && !name.EndsWith("_id", StringComparison.Ordinal)
        && name
            is not "deadline"
                and not "expected_date"
                and not "planned_start"
                and not "planned_end"
                and not "warranty_until"
                and not "valid_until";

    private string Text(int longest)
    {
        var text = new StringBuilder("x");
        var length = random.Next(1, longest);
        while (text.Length < length)
            text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) == 0 ? " " : "");
        return text.ToString();
    }
}
