using System.Text.Json;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>
/// A service of PagerDuty, through its Events API v2: alerts that are triggered, acknowledged and resolved under one key. The
/// integration key belongs into the body, yet it is a credential: its owner writes it into the address.
/// </summary>
internal static class PagerDuty
{
    private const string Key = "routing_key";
    private const int KeyLength = 32;

    private const string WithKey =
        "write https://events.pagerduty.com/v2/enqueue?routing_key= and behind it the service's integration key (Events API v2)";

    public static readonly Target Target = new("pagerduty")
    {
        Title = "PagerDuty",
        Description =
            "An alert of a service, through the Events API v2; made for incidents, service levels and on-call.",
        Text = PlainText.Instance,
        Limit = 512 * 1024,
        WhyNot = MessagePlace.Rules(Check),
        WhyNotAddress = static address =>
            TargetAddress.Segments(address) is not [.., "v2", "enqueue"]
                ? $"This is no address of the Events API v2: {WithKey}."
            : TargetAddress.Parameter(address, Key) is not { Length: KeyLength }
                ? $"The address has no integration key of {KeyLength} characters: {WithKey}."
            : null,
        Address = static address => TargetAddress.Without(address, Key),
        FromAddress = static address =>
            TargetAddress.Parameter(address, Key) is { } key ? new(Key, Uri.UnescapeDataString(key)) : null,
        Acknowledges = Answers.Are(202),
        Advice = FinalAnswer.Of(
            new(400, "PagerDuty does not know the integration key: copy it anew from the service's integrations.")
            {
                Saying = "routing key",
            },
            new(400, "PagerDuty does not know the integration key: copy it anew from the service's integrations.")
            {
                Saying = Key,
            },
            new(403, "PagerDuty lets the integration send no more: look at the service's integrations.")
        ),
        Promise = "PagerDuty took the event; whether somebody is alerted, the service's rules say.",
        Minimal = WriteMinimal,
    };

    private static void Check(MessagePlace message)
    {
        message.Must(
            message.Text("event_action") is "trigger" or "acknowledge" or "resolve",
            "needs an 'event_action' that is trigger, acknowledge or resolve"
        );
        message.MaySay("dedup_key", 255);
        foreach (var link in message.List("links"))
            link.MustLink("href");
        message.MayLink("client_url");
        if (message.Text("event_action") != "trigger")
        {
            message.Must(
                !string.IsNullOrEmpty(message.Text("dedup_key")),
                "needs the 'dedup_key' of the alert that it acknowledges or resolves"
            );
            return;
        }
        if (message.Find("payload") is not { } payload)
        {
            message.Must(false, "needs a 'payload' to trigger an alert");
            return;
        }
        payload.MustSay("summary", 1_024);
        payload.MustSay("source");
        payload.Must(
            payload.Text("severity") is "critical" or "error" or "warning" or "info",
            "needs a 'severity' that is critical, error, warning or info"
        );
    }

    private static void WriteMinimal(Utf8JsonWriter json, string line)
    {
        json.WriteStartObject();
        json.WriteString("event_action", "trigger");
        json.WriteStartObject("payload");
        json.WriteString("summary", line);
        json.WriteString("source", "Helpdesk");
        json.WriteString("severity", "info");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
