using System.Text.Json;
using Hub.Delivery.Graph;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets.Graph;

/// <summary>A mail from a mailbox of Microsoft 365.</summary>
internal static class GraphMail
{
    private const string Shape =
        "https://graph.microsoft.com/v1.0/users/{mailbox}/sendMail with the address of the mailbox that the mail is sent from";

    /// <summary>Headers of one's own that Graph takes; one of them is the hub's.</summary>
    private const int Headers = 5;

    public static readonly Target Target = new("graph-mail")
    {
        Title = "Mail (Microsoft 365)",
        Description =
            "A mail from a mailbox of your organization, to the requester, the assignee or whom the template names.",
        Text = HtmlText.Instance,
        Limit = 256 * 1024,
        WhyNot = MessagePlace.Rules(Check),
        // Exchange lets a mailbox send 30 mails a minute.
        Pace = TimeSpan.FromSeconds(2),
        WhyNotAddress = GraphAddress.Check(
            static address => GraphPath.MailboxOf(address) is { } mailbox && GraphPath.IsMailbox(mailbox),
            Shape
        ),
        IsGraph = true,
        Personalize = MailEnvelope.Complete,
        Acknowledges = Answers.Are(202),
        Advice = FinalAnswer.Of(
            new(
                403,
                "The hub's application may not send mail from this mailbox: grant it the application permission Mail.Send in Entra ID, with "
                    + "an administrator's consent, and name the mailbox in the policy that restricts it, if there is one."
            ),
            new(404, "There is no such mailbox: write the address of one that exists and has a licence.")
            {
                Saying = "\"error\"",
            }
        ),
        Promise =
            "Microsoft 365 took the mail; whether it arrives, its message trace and the mailbox's sent items say.",
        Minimal = WriteMinimal,
    };

    private static void Check(MessagePlace whole)
    {
        if (whole.Find("message") is not { } message)
        {
            whole.Must(false, "needs a 'message'");
            return;
        }
        message.MustSay("subject", 255);
        if (message.Find("body") is { } body)
        {
            body.MayBe("contentType", "html", "text");
            body.MustSay("content");
        }
        else
            message.Must(false, "needs a 'body'");
        foreach (var list in MailEnvelope.Recipients)
        foreach (var one in message.List(list, 100))
            CheckRecipient(one);
        foreach (var header in message.List("internetMessageHeaders", Headers - 1))
            header.Must(
                header.Text("name")?.StartsWith("x-", StringComparison.OrdinalIgnoreCase) == true
                    && header.Text("value") is not null,
                "needs a 'name' that begins with x-, and a 'value'"
            );
    }

    /// <summary>An empty address is one that an event does not have: it is left out.</summary>
    private static void CheckRecipient(MessagePlace one)
    {
        var address = one.Find("emailAddress")?.Text("address");
        one.Must(
            address is "" || (address is not null && GraphPath.IsMailbox(address)),
            "needs an 'emailAddress' with a mail address as 'address'"
        );
    }

    private static void WriteMinimal(Utf8JsonWriter json, string line)
    {
        json.WriteStartObject();
        json.WriteStartObject("message");
        json.WriteString("subject", "Helpdesk");
        json.WriteStartObject("body");
        json.WriteString("contentType", "text");
        json.WriteString("content", line);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
