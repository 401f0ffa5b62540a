using System.Net;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Egress;
using Hub.Portal;
using Hub.Portal.Receivers;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Hub.Tests.Portal;

/// <summary>Webhooks and their deliveries on pages.</summary>
public sealed class ReceiverPageTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    [Fact]
    public async Task A_failing_receiver_is_seen_and_mended()
    {
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = 401;
            return http.Response.WriteAsync("<b>no</b><script>alert(1)</script>");
        };
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var page = $"/app/webhooks/{id}";

        (await browser.Send(page, $"{page}/test")).Expect(HttpStatusCode.Redirect);
        var delivery = (string)(await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1))["id"]!;

        var list = (await browser.Get("/app/webhooks")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("<span class=\"tag bad\">401</span>", list);
        Assert.DoesNotContain("top-secret", list);
        Assert.Contains("It answers 401", (await browser.Get(page)).Text);
        var shown = (await browser.Get($"{page}/deliveries/{delivery}")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("&lt;b&gt;no&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;", shown);
        Assert.Equal(1, shown.Split("<script").Length - 1);
        Assert.Contains("Retry now", shown);

        receiver.AnswerWith(200);
        var again = await browser.Send($"{page}/deliveries/{delivery}", $"{page}/deliveries/{delivery}/redeliver");

        Assert.Equal($"{page}/deliveries/{delivery}", again.Expect(HttpStatusCode.Redirect).Header("Location"));
        await hub.Admin.DeliveryWhen(id, "success", attempts: 2);
        var mended = (await browser.Get($"{page}/deliveries/{delivery}")).Text;
        Assert.Contains("<span class=\"tag good\">200</span>", mended);
        Assert.Contains("Redeliver", mended);
        Assert.Contains("No delivery is like this", (await browser.Get($"{page}?status=failed")).Text);
    }

    [Fact]
    public async Task A_disabled_webhook_says_so_and_is_enabled_with_a_button()
    {
        var id = await hub.Admin.Subscribe("https://receiver.example.com/hook", "ticket.created");
        await hub.Admin.UpdateWebhook(id, new { active = false });
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var page = $"/app/webhooks/{id}";
        Assert.Contains("It receives nothing", (await browser.Get(page)).Text);

        (await browser.Send(page, $"{page}/enable")).Expect(HttpStatusCode.Redirect);

        Assert.True((bool)(await hub.Admin.GetWebhook(id)).Data["active"]!);
    }

    [Fact]
    public async Task Another_organization_s_webhook_is_not_there()
    {
        var id = await hub.Neighbour.Subscribe("https://receiver.example.com/hook", "ticket.created");
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        (await browser.Get($"/app/webhooks/{id}")).Expect(HttpStatusCode.NotFound);
        (await browser.Get($"/app/webhooks/{id}/deliveries/{id}")).Expect(HttpStatusCode.NotFound);
        (await browser.Send("/app/tickets/new", $"/app/webhooks/{id}/enable")).Expect(HttpStatusCode.NotFound);
        Assert.DoesNotContain(id.ToString(), (await browser.Get("/app/webhooks")).Text);
    }

    [Fact]
    public void Every_way_to_fail_has_something_that_mends_it()
    {
        foreach (var category in Enum.GetValues<EgressCategory>())
            if (category is not (EgressCategory.None or EgressCategory.Acknowledged))
                Assert.NotEmpty(Mending.Of(Failed(category, null, null), null)!);
        Assert.Null(Mending.Of(Failed(null, 200, "ok"), null));
        Assert.Null(Mending.Of(null, "teams"));
    }

    [Theory]
    [InlineData(
        EgressCategory.ClientError,
        404,
        "{\"error\":{\"code\":\"WorkflowNotFound\"}}",
        null,
        "The flow was deleted"
    )]
    [InlineData(
        EgressCategory.ClientError,
        400,
        "WorkflowTriggerIsNotEnabled",
        null,
        "The flow is turned off: open it"
    )]
    [InlineData(
        EgressCategory.ClientError,
        400,
        "WorkflowTriggerIsNotEnabled",
        "teams",
        "The flow is turned off or was deleted"
    )]
    [InlineData(
        EgressCategory.ClientError,
        401,
        "DirectApiAuthorizationRequired",
        null,
        "takes requests of its tenant alone"
    )]
    [InlineData(EgressCategory.ClientError, 401, "no", null, "It answers 401")]
    [InlineData(EgressCategory.ClientError, 404, "no", "discord", "The webhook was deleted")]
    [InlineData(EgressCategory.Unacknowledged, 200, "HTTP error 413", "teams", "could not post the card")]
    [InlineData(
        EgressCategory.Tls,
        null,
        "Its certificate expired on 2026-05-21.",
        null,
        "expired on 2026-05-21, 3 days before"
    )]
    [InlineData(
        EgressCategory.Tls,
        null,
        "Its certificate is for another name: a.example, b.example.",
        null,
        "Its certificate is for a.example, b.example,"
    )]
    [InlineData(EgressCategory.Tls, null, "Something else.", null, "Its certificate is not accepted")]
    public void What_a_receiver_says_tells_what_mends_it(
        EgressCategory error,
        int? code,
        string said,
        string? target,
        string expected
    ) => Assert.Contains(expected, Mending.Of(Failed(error, code, said), target));

    private static Attempt Failed(EgressCategory? error, int? code, string? said) =>
        new(1, new DateTimeOffset(2026, 5, 24, 10, 30, 0, TimeSpan.Zero), code, 5, said, error);
}
