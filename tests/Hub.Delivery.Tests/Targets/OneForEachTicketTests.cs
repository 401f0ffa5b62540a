using System.Text.Json;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Xunit;

namespace Hub.Delivery.Tests.Targets;

/// <summary>What belongs together stays together where the target can: one alert, one thread.</summary>
public sealed class OneForEachTicketTests
{
    private static readonly Dictionary<string, TemplateEvent> Samples = TemplateSamples
        .Of(Family.Digest)
        .ToDictionary(one => one.Type);

    [Theory]
    [InlineData("ticket.created", "trigger", "ticket-1847")]
    [InlineData("ticket.updated", "trigger", "ticket-1847")]
    [InlineData("ticket.assigned", "acknowledge", "ticket-1847")]
    [InlineData("ticket.resolved", "resolve", "ticket-1847")]
    [InlineData("ticket.closed", "resolve", "ticket-1847")]
    [InlineData("ticket.merged", "resolve", "ticket-1847")]
    [InlineData("ticket.deleted", "resolve", "ticket-1847")]
    [InlineData("reply.added", "trigger", "ticket-1847")]
    [InlineData("sla.breached", "trigger", "ticket-1847")]
    [InlineData("alert.raised", "trigger", "ticket-1847")]
    [InlineData("incident.declared", "trigger", "incident-9")]
    [InlineData("incident.resolved", "resolve", "incident-9")]
    [InlineData("on_call.paged", "trigger", "page-31")]
    [InlineData("on_call.escalated", "trigger", "page-31")]
    [InlineData("on_call.acknowledged", "acknowledge", "page-31")]
    [InlineData("on_call.resolved", "resolve", "page-31")]
    public void An_alert_opens_and_closes_with_what_it_is_about(string type, string action, string key)
    {
        var message = Message("pagerduty", type);

        Assert.Equal(action, message.GetProperty("event_action").GetString());
        Assert.Equal(key, message.GetProperty("dedup_key").GetString());
        Assert.Equal(action == "trigger", message.TryGetProperty("payload", out _));
    }

    [Theory]
    [InlineData("ticket.created")]
    [InlineData("note.added")]
    [InlineData("ticket.escalated")]
    [InlineData("survey.answered")]
    public void A_ticket_has_one_thread(string type) =>
        Assert.Equal(
            "ticket-1847",
            Message("google-chat", type).GetProperty("thread").GetProperty("threadKey").GetString()
        );

    private static JsonElement Message(string target, string type)
    {
        var known = TargetCatalogue.Find(target)!;
        var rendering = ShippedTemplates
            .For(known, Samples[type].Family)
            .Template.Render([Samples[type]], new RenderSettings(known, TimeZoneInfo.Utc));
        return JsonElement.Parse(rendering.Bytes!);
    }
}
