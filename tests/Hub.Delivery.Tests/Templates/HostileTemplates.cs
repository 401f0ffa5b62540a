using System.Text;

namespace Hub.Delivery.Tests.Templates;

/// <summary>Templates that mean to keep the hub busy, to fill its memory or to take it down.</summary>
internal static class HostileTemplates
{
    /// <summary>Each ends in an error with a line.</summary>
    public static IReadOnlyDictionary<string, string> Refused { get; } =
        new Dictionary<string, string>
        {
            ["endless while"] = "{{ while true }}{{ end }}",
            ["endless while of statements"] = "{{ x = 0; while true; x = x + 1; end }}",
            ["long range"] = "{{ for i in 1..1000000000 }}{{ end }}",
            ["nested loops"] = "{{ for a in 1..900; for b in 1..900; for c in 1..900; x = a; end; end; end }}",
            ["many loops"] = Repeated("{{ for i in 1..990; x = i; end }}", 600),
            ["two calls a call"] = "{{ func f(n); if n < 1; ret 1; end; ret f(n - 1) + f(n - 1); end; f 25 }}",
            ["endless recursion"] = "{{ func f(n); ret f(n + 1); end; f 1 }}",
            ["recursion in anonymous functions"] = "{{ g = do; ret (g | object.default 1) + g; end; g }}",
            ["doubling by interpolation"] =
                "{{ s = \"aaaaaaaaaaaaaaaaaaaaaaaa\" }}" + Repeated("{{ s = $\"{s}{s}{s}{s}\" }}", 40),
            ["doubling by plus"] = "{{ s = \"aaaaaaaaaaaaaaaaaaaaaaaa\" }}" + Repeated("{{ s = s + s }}", 40),
            ["lists of large strings"] =
                "{{ s = \"aaaaaaaaaaaaaaaa\" * 8000; l = [] }}{{ for i in 1..900; l[i] = $\"{s}{i}\"; end }}",
            ["repeated text"] = "{{ \"a\" * 1000000000 }}",
            ["padding"] = "{{ \"a\" | string.pad_left 1000000000 }}",
            ["replacing"] = "{{ s = \"aaaaaaaa\" }}" + Repeated("{{ s = s | string.replace \"a\" \"aaaaaaaa\" }}", 20),
            ["joining"] = "{{ s = \"a\" * 200000; l = [s,s,s,s,s,s,s,s]; (l | array.join s) }}",
            ["formatting"] = "{{ 1 | math.format \"D900000000\" }}",
            ["growing list"] = "{{ a = [1] }}{{ for i in 1..900; a = a | array.add_range a; end }}",
            ["far index"] = "{{ a = []; a[900000000] = 1 }}",
            ["self in a list"] = "{{ a = []; a[0] = a; a }}",
            ["self in a text"] = "{\"text\": \"{{ a = {}; a.b = a; a }}\"}",
            ["self as JSON"] = "{{ a = {}; a.b = a; a | json }}",
            ["self as text of JSON"] = "{\"text\": \"{{ a = {}; a.b = a; a | json }}\"}",
            ["wide tree"] = Wide + "{{ a }}",
            ["wide tree as JSON"] = Wide + "{{ a | json }}",
            ["wide tree as text of JSON"] = Wide + "{\"text\": \"{{ a | json }}\"}",
            ["wide trees compared"] = Wide + Wide.Replace('a', 'b').Replace("brrby", "array") + "{{ a == b }}",
            ["large numbers"] = "{{ x = 99999999999 }}" + Repeated("{{ x = x * x }}", 60) + "{{ x }}",
            ["large literal"] =
                "{{ x = " + new string('9', 30_000) + "; x = x * x; x = x * x; x = x * x; x = x * x; x }}",
            ["shifting"] = "{{ 1 << 2000000000 }}",
            ["nested brackets"] = "{{ " + new string('(', 16_000) + "1" + new string(')', 16_000) + " }}",
            ["nested lists"] = "{{ " + new string('[', 16_000) + "1" + new string(']', 16_000) + " }}",
            ["nested ifs"] = Repeated("{{ if true }}", 2_400) + Repeated("{{end}}", 100),
            ["nested JSON"] = new string('[', 30_000),
            ["minus signs"] = "{{ " + new string('-', 30_000) + "1 }}",
            ["opened braces"] = new string('{', 32_000),
            ["closed braces"] = Repeated("{{ } ", 6_000),
            ["larger than it may be"] = new string('a', 60_000),
            ["regular expressions"] = "{{ \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" | regex.match \"(a+)+$\" }}",
            ["base64"] = "{{ s = \"a\" }}{{ for i in 1..900; s = s | string.base64_encode; end }}",
            ["literals"] = "{{ s = \"a\" }}{{ for i in 1..900; s = s | string.literal; end }}",
            ["JSON of JSON"] = "{{ s = \"\\\"\" }}{{ for i in 1..900; s = \"x\" + (s | json); end }}",
            ["include"] = "{{ include \"/etc/passwd\" }}",
            ["evaluating"] = "{{ \"1 + 1\" | object.eval }}",
            ["captures"] =
                "{{ s = \"aaaaaaaaaaaaaaaa\" }}{{ for i in 1..900 }}{{ capture s }}{{ s }}{{ s }}{{ end }}{{ end }}",
            ["much output"] = "[{{ for i in 1..990 }}\"" + new string('a', 2_000) + "\",{{ end }}]",
            ["splitting"] =
                "{{ s = \"a,\" * 60000; l = s | string.split \",\"; for i in l; x = s | string.split \",\"; end }}",
            ["searching"] =
                "{{ n = \"a\" * 60000; s = n + n; m = n + \"b\" + n }}{{ for i in 1..900; x = s | string.contains m; end }}",
            ["pipes"] =
                "{{ s = \"a\" * 120000; for i in 1..900; x = s" + Repeated(" | string.upcase", 1_500) + "; end }}",
            ["sorting"] = "{{ for i in 1..900; x = (1..900) | array.sort | array.reverse | array.join \",\"; end }}",
            ["writing a builtin"] = "{{ date.format = \"x\" }}",
            ["removing a builtin"] = "{{ string.upcase = null }}",
        };

    /// <summary>Each ends soon, whatever it makes.</summary>
    public static IReadOnlyDictionary<string, string> Endured { get; } =
        new Dictionary<string, string>
        {
            ["brackets as Markdown"] = Text("{{ \"[\" * 8000 | markdown }}"),
            ["emphasis as Markdown"] = Text("{{ \"*a _\" * 2000 | markdown }}"),
            ["quotes as Markdown"] = Text("{{ \"> \" * 4000 | markdown }}"),
            ["lists as Markdown"] = Text("{{ \"- \" * 4000 | markdown }}"),
            ["links as Markdown"] = Text("{{ \"[a](\" * 2000 | markdown }}"),
            ["marks as HTML"] = Text("{{ \"<a \" * 40000 | html_to_text }}"),
            ["one long character"] = Text("{{ \"e\" + (\"\\u0301\" * 100000) | truncate 10 }}"),
            ["wide tree in a text"] = Wide + "{\"text\": \"{{ a }}\"}",
            ["long pattern"] = Text("{{ date.format \"2026-05-24T10:30:00Z\" (\"MMMM\" * 25) }}"),
        };

    private static string Wide => "{{ a = [1,1,1,1,1,1,1,1] }}" + Repeated("{{ a = [a,a,a,a,a,a,a,a] }}", 12);

    private static string Text(string code) => $$"""{"text": "{{code}}"}""";

    private static string Repeated(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}
