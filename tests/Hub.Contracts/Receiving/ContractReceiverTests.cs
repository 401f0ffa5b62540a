using System.Security.Cryptography;
using System.Text;
using Hub.Delivery.Dialects;
using Hub.Tests.OpenApi;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Hub.Contracts.Receiving;

/// <summary>
/// The receivers of docs/contracts.md, as they stand there: against what a hub sends where it speaks the dialect, and against
/// requests made by hand as the contract has them.
/// </summary>
public sealed class ContractReceiverTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    private const string Hex = "The body in hex";
    private const string Standard = "Standard Webhooks";
    private const string Ticketing = "Ticketing";
    private const string Inbenta = "Inbenta";
    private const string Secret = "your_webhook_secret";
    private const string Shared = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Foreign = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /// <summary>Reads a line, and says what is to be answered to the challenge in it.</summary>
    private static readonly Dictionary<string, string> Answers = new()
    {
        ["js"] = """
            import { createInterface } from 'node:readline';
            for await (const line of createInterface({ input: process.stdin })) {
              const one = JSON.parse(line);
              console.log(answer(one.secret, one.headers) ?? 'refused');
            }
            """,
        ["python"] = """
            import json, sys
            for line in sys.stdin:
                one = json.loads(line)
                print(answer(one["secret"], one["headers"]) or "refused")
            """,
        ["php"] = """
            while (($line = fgets(STDIN)) !== false) {
                $one = json_decode($line, true);
                echo (answer($one['secret'], $one['headers']) ?? 'refused') . "\n";
            }
            """,
    };

    public static TheoryData<string, string> Fences =>
        [
            ("js", "maktab"),
            ("js", "tiketti"),
            ("js", "mokapen"),
            ("python", "maktab"),
            ("php", "tiketti"),
            ("go", "mokapen"),
            ("csharp", "maktab"),
            .. new DialectCatalogue().Find("inbenta") is null
                ? Array.Empty<(string, string)>()
                : [("python", "inbenta")],
        ];

    public static TheoryData<string> Languages => ["js", "python", "php", "go", "csharp"];

    [Theory]
    [MemberData(nameof(Fences))]
    public async Task The_body_in_hex_is_checked(string fence, string dialect)
    {
        var hook = await hub.Admin.TicketCreated(dialect, Secret);

        // The header bears the name of its system; the page shows that of maktab.
        await Check(fence, Hex, hook, Secret, "another secret", code =>
            code.Replace("maktab", dialect).Replace("Maktab", Upper(dialect))
        );
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Standard_Webhooks_are_checked(string fence)
    {
        var dialect = fence == "js" ? "cloudevents-binary" : "standard";
        var hook = await hub.Admin.TicketCreated(dialect, Shared);

        await Check(fence, Standard, hook, Shared, Foreign);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Ticketing_is_checked(string fence)
    {
        await Check(fence, Ticketing, TicketingByHand(), Secret, "another secret");
        if (new DialectCatalogue().Find("ticketing") is not null)
            await Check(fence, Ticketing, await hub.Admin.TicketCreated("ticketing", Secret), Secret, "another secret");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_challenge_of_Inbenta_is_answered(string fence)
    {
        var asked = new List<Hook> { Challenge(Secret, "by-hand-1234") };
        if (new DialectCatalogue().Find("inbenta")?.Challenge is { } challenge)
        {
            using var request = challenge.Request(new(new Uri("https://receiver.example"), Secret, "by-hand-1234"));
            asked.Add(new Hook("/", request.Headers.ToDictionary(one => one.Key, one => one.Value.First()), []));
        }
        asked.Add(Challenge("another secret", "by-hand-1234"));

        var answers = fence switch
        {
            "csharp" => asked.Select(one => ContractReceivers.Inbenta.Answer(Secret, one.ToHeaders()) ?? "refused"),
            "go" => await Said("go", Code("go", Inbenta) + GoAnswer(), asked.Select(one => one.ToLine(Secret))),
            _ => await Said(fence, Code(fence, Inbenta) + Answers[fence], asked.Select(one => one.ToLine(Secret))),
        };

        Assert.Equal([.. asked.SkipLast(1).Select(_ => "by-hand-1234"), "refused"], answers);
    }

    [Theory]
    [InlineData(Hex, "TheBodyInHex")]
    [InlineData(Standard, "StandardWebhooks")]
    [InlineData(Ticketing, "Ticketing")]
    [InlineData(Inbenta, "Inbenta")]
    public void The_page_shows_the_receivers_in_csharp_as_they_were_tried(string heading, string name)
    {
        var file = File.ReadAllText(Path.Combine(Document.Root, "tests/Hub.Contracts/Receiving/ContractReceivers.cs"));
        var code = file.Split($"class {name}\n")[1].Split("// csharpier-ignore-start\n")[1];
        code = code.Split("        // csharpier-ignore-end")[0];

        Assert.Equal(code.Replace("\n        ", "\n").TrimStart(), Language.Block("csharp", "contracts", heading));
    }

    /// <summary>It takes what is genuine, and neither another body nor another secret nor what has no signature.</summary>
    private static async Task Check(
        string fence,
        string heading,
        Hook hook,
        string secret,
        string other,
        Func<string, string>? change = null
    )
    {
        var bare = hook with { Headers = new Dictionary<string, string>() };
        var lines = new[] { hook.ToLine(secret), hook.ToForgedLine(secret), hook.ToLine(other), bare.ToLine(secret) };
        if (fence == "csharp")
        {
            Func<string, IHeaderDictionary, byte[], bool> verify = heading switch
            {
                Hex => ContractReceivers.TheBodyInHex.Verify,
                Standard => ContractReceivers.StandardWebhooks.Verify,
                _ => ContractReceivers.Ticketing.Verify,
            };
            Assert.True(verify(secret, hook.ToHeaders(), hook.Body));
            Assert.False(verify(secret, hook.ToHeaders(), [.. hook.Body, (byte)' ']));
            Assert.False(verify(other, hook.ToHeaders(), hook.Body));
            Assert.False(verify(secret, bare.ToHeaders(), hook.Body));
            return;
        }
        var code = change is null ? Code(fence, heading) : change(Code(fence, heading));

        var verdicts = await Said(fence, code + Language.Of(fence).After, lines);

        Assert.Equal(["accepted", "refused", "refused", "refused"], verdicts);
    }

    private static string Code(string fence, string heading) =>
        (fence == "python" ? "import base64\n" : "") + Language.Block(fence, "contracts", heading);

    private static Task<string[]> Said(string fence, string code, IEnumerable<string> lines)
    {
        var language = Language.Of(fence);
        return Programs.Run(language, $"{language.Before}{code}\n", [.. lines]);
    }

    private static string GoAnswer() =>
        Language
            .Of("go")
            .After.Replace(
                """if Verify(one.Secret, headers, one.Body) { fmt.Println("accepted") } else { fmt.Println("refused") }""",
                """if text, known := Answer(one.Secret, headers); known { fmt.Println(text) } else { fmt.Println("refused") }"""
            );

    private static Hook TicketingByHand()
    {
        var body = Encoding.UTF8.GetBytes("""{"id":"evt_1","event":"ticket.created","version":"v1","data":{}}""");
        const string before = "wh_evt_1.2026-06-02T10:00:00.000Z.";
        byte[] content = [.. Encoding.UTF8.GetBytes(before), .. body];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), content);
        return new Hook(
            "/",
            new Dictionary<string, string>
            {
                ["webhook-id"] = "wh_evt_1",
                ["webhook-timestamp"] = "2026-06-02T10:00:00.000Z",
                ["X-Ticketing-Signature-256"] = "v1," + Convert.ToBase64String(mac),
            },
            body
        );
    }

    private static Hook Challenge(string secret, string nonce) =>
        new("/", new Dictionary<string, string> { ["X-Hook-Signature"] = secret, ["X-Inbenta-Challenge"] = nonce }, []);

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
