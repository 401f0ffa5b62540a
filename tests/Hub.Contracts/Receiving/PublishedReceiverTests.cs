using Hub.Delivery.Dialects;
using Hub.Tests.Hosting;
using Hub.Tests.OpenApi;
using Hub.Tests.Webhooks;

namespace Hub.Contracts.Receiving;

/// <summary>The receivers of docs/receiving.md, as they stand there, against what a hub sent.</summary>
public sealed class PublishedReceiverTests(SentDeliveries sent) : IClassFixture<SentDeliveries>
{
    [Fact]
    public void The_receiver_in_csharp_accepts_what_is_signed_and_nothing_else() =>
        Assert.All(sent.All, one =>
            Assert.Equal(one.IsGenuine, Published.Verify(one.Secret, one.Hook.ToHeaders(), one.Body))
        );

    [Fact]
    public void The_page_shows_the_receiver_in_csharp_as_it_was_tried()
    {
        var file = File.ReadAllText(Path.Combine(Document.Root, "tests/Hub.Contracts/Receiving/Published.cs"));
        var code = file.Split("// csharpier-ignore-start\n")[1].Split("    // csharpier-ignore-end")[0];

        Assert.Equal(code.Replace("\n    ", "\n").TrimStart(), Language.Block("csharp"));
    }

    [Theory]
    [InlineData("js")]
    [InlineData("python")]
    [InlineData("php")]
    [InlineData("go")]
    public async Task The_receiver_accepts_what_is_signed_and_nothing_else(string fence)
    {
        var language = Language.Of(fence);

        var verdicts = await language.Judge([.. sent.All.Select(one => one.ToLine())]);

        if (verdicts is null)
            Assert.Skip($"'{language.Command[0]}' is not on the PATH: the receiver in {fence} was NOT tried.");
        Assert.Equal(sent.All.Select(one => one.IsGenuine ? "accepted" : "refused"), verdicts);
    }
}

/// <summary>A delivery, the secret that its receiver has, and whether it should be accepted.</summary>
internal sealed record SentDelivery(Hook Hook, byte[] Body, string Secret, bool IsGenuine)
{
    public string ToLine() => Hook.ToLine(Secret, Body);
}

/// <summary>What a hub sent in every dialect, before and during a rotation of the secret.</summary>
public sealed class SentDeliveries : IAsyncLifetime
{
    private const string Old = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private const string New = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Foreign = "whsec_" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /// <summary>All that the hub speaks but Ticketing, whose receivers know its own signature alone.</summary>
    private static readonly string[] Dialects =
    [
        .. new DialectCatalogue().All.Select(one => one.Name).Where(name => name != "ticketing"),
    ];

    internal List<SentDelivery> All { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = Contracted.AnswerChallenges;
        await using var hub = await HubHost.Start(
            "--Delivery:AllowInsecureTargets=true",
            "--Delivery:BatchWindow=00:00:00.010"
        );
        var webhooks = new List<Guid>();
        foreach (var dialect in Dialects)
            webhooks.Add(
                WebhookCalls.IdOf(
                    await hub.Admin.CreateWebhook(
                        new
                        {
                            url = receiver.UrlOf(dialect),
                            events = new[] { Contracted.TicketCreatedIn(dialect) },
                            dialect,
                            secret = Old,
                        }
                    )
                )
            );
        await hub.Admin.NewTicket(Samples.Ticket("Käse \u2028 \ud83e\uddc0"));
        var before = await receiver.Told(Dialects.Length);
        foreach (var webhook in webhooks)
            (await hub.Admin.Act(webhook, "rotate-secret", new { secret = New })).Expect(System.Net.HttpStatusCode.OK);
        await hub.Admin.NewTicket();
        var during = (await receiver.Told(2 * Dialects.Length)).Skip(Dialects.Length);
        Assert.Equal(Dialects.Order(), before.Select(hook => hook.Path.Trim('/')).Order());

        foreach (var hook in before)
            Add(hook, (Old, true), (New, false), (Foreign, false));
        foreach (var hook in during)
            Add(hook, (Old, true), (New, true), (Foreign, false));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Add(Hook hook, params (string Secret, bool IsGenuine)[] receivers)
    {
        foreach (var (secret, isGenuine) in receivers)
        {
            All.Add(new SentDelivery(hook, hook.Body, secret, isGenuine));
            All.Add(new SentDelivery(hook, [.. hook.Body, (byte)' '], secret, IsGenuine: false));
        }
        // Signed or not, its time is another now; and what has none is worth nothing.
        var name = hook.Headers.ContainsKey("webhook-timestamp") ? "webhook-timestamp" : "Hub-Timestamp";
        var headers = new Dictionary<string, string>(hook.Headers, StringComparer.OrdinalIgnoreCase);
        foreach (var time in (string[])[$"{long.Parse(headers[name]) - 3600}", ""])
        {
            var resent = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase) { [name] = time };
            All.Add(new SentDelivery(hook with { Headers = resent }, hook.Body, receivers[0].Secret, IsGenuine: false));
        }
    }
}
